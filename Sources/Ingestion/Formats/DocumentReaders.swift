import Foundation
import RAGCore

/// The readers of all formats, found by file extension.
package struct DocumentReaders: Sendable {
    private let readers: [String: any DocumentReader]
    /// Reader for files that have no reader of their own; nil if there is none.
    private let fallback: (any DocumentReader)?

    /// Collects readers. If two accept the same extension, the later one is used.
    package init(_ readers: [any DocumentReader]) {
        self.readers = readers.reduce(into: [:]) { all, reader in
            for fileExtension in reader.fileExtensions { all[fileExtension] = reader }
        }
        fallback = nil
    }

    /// Uses one reader for every file.
    init(always reader: any DocumentReader) {
        readers = [:]
        fallback = reader
    }

    /// Collects the readers of all supported formats. `columns` names the columns of tables, or is nil to detect them.
    /// Large documents are read by `process`, or in this process if it is nil.
    package init(columns: TableColumns? = nil, process: ReaderProcess? = nil) {
        let files: [any DocumentReader] =
            [
                MarkdownReader(),
                MarkdownReader(isMDX: true),
                TextReader(),
                HTMLReader(),
                CSVReader(columns: columns),
                JSONReader(columns: columns),
                JSONLinesReader(columns: columns),
                PDFReader(),
                PictureReader(),
                DOCXReader(),
                PPTXReader(),
                LegacyOfficeReader("doc", as: DOCXReader()),
                LegacyOfficeReader("rtf", as: DOCXReader()),
                LegacyOfficeReader("xls", as: XLSXReader(columns: columns)),
                LegacyOfficeReader("ppt", as: PPTXReader()),
                ODTReader(),
                XLSXReader(columns: columns),
                ODSReader(columns: columns),
                EPUBReader(),
            ] + CodeReader.all
        let all = files + [MailReader(attachments: files)]
        self.init(process.map { process in all.map { IsolatedReader($0, process, columns: columns) } } ?? all)
    }

    /// All supported formats, with the columns of tables detected by their headers.
    package static let standard = DocumentReaders()

    /// Extensions of the files that can be read, in alphabetical order.
    package var fileExtensions: [String] { readers.keys.sorted() }

    /// Returns the reader for the file at `path` by its extension, or nil if the format is not supported.
    package func reader(for path: String) -> (any DocumentReader)? {
        readers.isEmpty ? fallback : readers[(path as NSString).pathExtension.lowercased()]
    }
}

extension DocumentReaders {
    /// Reads the file at `url`, even if it is in no knowledge base. Throws `ReadingError`, also if it has more than
    /// `sizeLimit` bytes.
    package func read(fileAt url: URL, sizeLimit: Int) throws(ReadingError) -> ReadDocument {
        guard let reader = reader(for: url.path) else {
            throw ReadingError("has an unsupported format (supported: \(fileExtensions.joined(separator: ", ")))")
        }
        let bytes = try FileBytes(at: url.path).all(limit: sizeLimit)
        guard bytes.count <= sizeLimit else {
            throw ReadingError("is larger than the limit of \(sizeLimit / 1_000_000) MB")
        }
        return try reader.read(bytes, name: url.deletingPathExtension().lastPathComponent)
    }
}

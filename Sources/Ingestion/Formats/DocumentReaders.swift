import Foundation
import RAGCore

/// The readers by file extension.
package struct DocumentReaders: Sendable {
    private let readers: [String: any DocumentReader]
    /// Reads whatever has no reader of its own.
    private let fallback: (any DocumentReader)?

    /// Where two readers read the same extension, the later one does.
    package init(_ readers: [any DocumentReader]) {
        self.readers = readers.reduce(into: [:]) { all, reader in
            for fileExtension in reader.fileExtensions { all[fileExtension] = reader }
        }
        fallback = nil
    }

    /// One reader for all there is, whatever it is called.
    init(always reader: any DocumentReader) {
        readers = [:]
        fallback = reader
    }

    /// All formats that kefu reads by itself, the columns of tables as the customer chose them.
    package init(columns: TableColumns? = nil) {
        self.init(
            [
                MarkdownReader(),
                TextReader(),
                HTMLReader(),
                CSVReader(columns: columns),
                JSONReader(columns: columns),
                JSONLinesReader(columns: columns),
                PDFReader(),
                DOCXReader(),
                ODTReader(),
                XLSXReader(columns: columns),
                ODSReader(columns: columns),
                EPUBReader(),
            ] + CodeReader.all
        )
    }

    /// All formats, the columns of tables known by their headers.
    package static let standard = DocumentReaders()

    /// Extensions of the files that can be read, in alphabetical order.
    package var fileExtensions: [String] { readers.keys.sorted() }

    /// The reader for the file at `path`, by its extension.
    package func reader(for path: String) -> (any DocumentReader)? {
        readers.isEmpty ? fallback : readers[(path as NSString).pathExtension.lowercased()]
    }
}

extension DocumentReaders {
    /// Reads the file at `url`, whether or not it is in a knowledge base. Throws `ReadingError`.
    package func read(fileAt url: URL, sizeLimit: Int) throws(ReadingError) -> ReadDocument {
        guard let reader = reader(for: url.path) else {
            throw ReadingError("is in a format that is not read (\(fileExtensions.joined(separator: ", ")) are)")
        }
        let bytes = try FileBytes(at: url.path).all(limit: sizeLimit)
        guard bytes.count <= sizeLimit else {
            throw ReadingError("is larger than \(sizeLimit / 1_000_000) MB, the most that is read")
        }
        return try reader.read(bytes, name: url.deletingPathExtension().lastPathComponent)
    }
}

import Foundation
import RAGCore

/// Turns the bytes of one format into text with its structure.
package protocol DocumentReader: Sendable {
    /// Extensions of the files it reads, lower case, without the dot.
    var fileExtensions: Set<String> { get }

    /// Name and version, such as `markdown/1`. A new version means that stored documents are read again.
    var recipe: String { get }

    /// Reads a document. `name` is the file's name without its extension, the title where the document tells none.
    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument
}

/// A document as its reader found it.
package struct ReadDocument: Sendable {
    package let title: String
    package internal(set) var language: Language?
    /// What the front matter and the like say of it, by key in lower case.
    package internal(set) var metadata: [String: [String]]
    package let source: SourceText
    /// In the order of the source; no two overlap, but for records that are made of one row.
    package let blocks: [Block]
    /// What could not be taken from it, each to be put behind the document's name and a colon:
    /// `3 rows without an answer were left out (first: row 12)`.
    package let notes: [String]

    package init(
        title: String,
        language: Language?,
        metadata: [String: [String]] = [:],
        source: SourceText,
        blocks: [Block],
        notes: [String] = []
    ) {
        self.title = title
        self.language = language
        self.metadata = metadata
        self.source = source
        self.blocks = blocks
        self.notes = notes
    }
}

/// Why a document cannot be read.
package struct ReadingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, to be put behind the document's name: `is not valid UTF-8 (line 3)`.
    package let reason: String
    package let kind: SkippedDocument.Kind

    package init(_ reason: String, kind: SkippedDocument.Kind = .malformed) {
        self.reason = reason
        self.kind = kind
    }

    package var description: String { reason }
}

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

extension ReadDocument {
    /// How much of a document is looked at to tell its language, in UTF-8 bytes.
    private static let languageSample = 20_000

    /// The language of the beginning of `source`.
    static func language(of source: SourceText) -> Language? {
        Language(of: source.prefix(languageSample))
    }
}

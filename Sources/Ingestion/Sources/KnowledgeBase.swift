import Foundation
import RAGCore

/// The sources of documents and the readers for them.
package struct KnowledgeBase: Sendable {
    /// Sources in the order of the settings, each with its own name. They include the copies of web pages.
    package let sources: [FolderSource]
    /// Mirrors that keep the copies of web pages up to date.
    package let mirrors: [WebMirror]
    /// Readers by file extension.
    package let readers: DocumentReaders
    /// Size of the largest file that is read, in bytes.
    package let sizeLimit: Int
    /// A file whose lines are the documents; it replaces the folders.
    let corpus: CorpusFile?

    /// Creates a knowledge base. Throws `RAGError` (`notConfigured`) if there is no source, or two have the same name.
    package init(
        _ sources: [FolderSource],
        mirrors: [WebMirror] = [],
        readers: DocumentReaders = .standard,
        sizeLimit: Int = Self.usualSizeLimit
    ) throws(RAGError) {
        let sources = sources + mirrors.map(\.source)
        guard !sources.isEmpty else {
            throw RAGError(.notConfigured, "There is no source of documents", hint: "Name a folder in kefu.yaml")
        }
        var names: Set<String> = []
        for source in sources where !names.insert(source.name).inserted {
            throw RAGError(
                .notConfigured,
                "Two sources of documents are called \(source.name)",
                hint: "Give one of them another name in kefu.yaml"
            )
        }
        self.sources = sources
        self.mirrors = mirrors
        self.readers = readers
        self.sizeLimit = sizeLimit
        corpus = nil
    }

    /// Creates a knowledge base from a file in the form of BEIR's `corpus.jsonl`: one document a line, each under its
    /// identifier.
    package init(corpus: URL) {
        sources = []
        mirrors = []
        readers = DocumentReaders(always: CorpusLineReader())
        sizeLimit = Self.usualSizeLimit
        self.corpus = CorpusFile(url: corpus)
    }

    /// Creates a knowledge base from one folder or one single file.
    package init(folder: URL, readers: DocumentReaders = .standard, sizeLimit: Int = Self.usualSizeLimit) {
        sources = [FolderSource(main: folder)]
        mirrors = []
        self.readers = readers
        self.sizeLimit = sizeLimit
        corpus = nil
    }

    /// Default for the largest file that is read, in bytes.
    package static let usualSizeLimit = 20_000_000

    /// Folders that people edit and that can be watched; the copies of web pages are not among them.
    package var folders: [URL] { sources.filter { $0.record == nil }.map(\.folder) }

    /// Updates the copies of web pages, one mirror after the other. Call it before `inventory()`, in one process at a
    /// time. With `isDryRun` it sends no request. Throws `RAGError` if copies cannot be written, and
    /// `CancellationError`.
    package func updateMirrors(isDryRun: Bool = false) async throws -> [WebReport] {
        var reports: [WebReport] = []
        for mirror in mirrors { reports.append(try await mirror.update(isDryRun: isDryRun)) }
        return reports
    }

    /// Reads a document of the inventory. Throws `ReadingError`.
    package func read(_ file: SourceFile) throws(ReadingError) -> ReadDocument {
        try read(bytes(of: file), of: file)
    }

    /// Reads a document from its bytes and adds the properties of its source.
    func read(_ bytes: Data, of file: SourceFile) throws(ReadingError) -> ReadDocument {
        guard let reader = readers.reader(for: file.path) else { throw ReadingError("has an unsupported format") }
        let name = ((file.path as NSString).lastPathComponent as NSString).deletingPathExtension
        var document = try reader.read(bytes, name: name)
        document.metadata.merge(file.metadata) { own, _ in own }
        if let language = file.language, !document.statesLanguage { document.language = language }
        return document
    }

    /// Returns the recipe of the reader for the document at `path`; empty if there is none.
    func recipe(for path: String) -> String { readers.reader(for: path)?.recipe ?? "" }

    /// Returns the bytes of a file of the inventory. Throws `ReadingError`.
    func bytes(of file: SourceFile) throws(ReadingError) -> Data {
        let open = try FileBytes(at: file.location)
        if let part = file.part { return try open.part(part) }
        let bytes = try open.all(limit: sizeLimit)
        guard bytes.count <= sizeLimit else { throw ReadingError(tooLarge(bytes.count)) }
        return bytes
    }

    /// Returns the reason to show after the path of a file of `byteCount` bytes.
    func tooLarge(_ byteCount: Int) -> String {
        "is too large: \(Self.megabytes(byteCount)); the limit is \(Self.megabytes(sizeLimit))"
    }

    private static func megabytes(_ bytes: Int) -> String {
        bytes < 10_000_000 ? "\(bytes / 1000) kB" : "\(bytes / 1_000_000) MB"
    }
}

extension ReadDocument {
    /// Whether the front matter states the language.
    fileprivate var statesLanguage: Bool {
        let stated = FrontMatter(of: source)?.values
        return stated?["language"] != nil || stated?["lang"] != nil
    }
}

import Foundation
import RAGCore

/// The folders that people keep their documents in.
package struct KnowledgeBase: Sendable {
    /// The order is that of the settings; no two have one name. The copies of web pages are among them.
    package let sources: [FolderSource]
    /// What keeps those copies.
    package let mirrors: [WebMirror]
    package let readers: DocumentReaders
    /// Bytes of the largest file that is read.
    package let sizeLimit: Int
    /// Whose lines are the documents, in place of any folder.
    let corpus: CorpusFile?

    /// Throws `RAGError` (`notConfigured`) where two sources have one name, or there is none.
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

    /// The documents of a file in the form of BEIR's `corpus.jsonl`, one a line, each under its identifier.
    package init(corpus: URL) {
        sources = []
        mirrors = []
        readers = DocumentReaders(always: CorpusLineReader())
        sizeLimit = Self.usualSizeLimit
        self.corpus = CorpusFile(url: corpus)
    }

    /// One folder, or one file that is all there is.
    package init(folder: URL, readers: DocumentReaders = .standard, sizeLimit: Int = Self.usualSizeLimit) {
        sources = [FolderSource(main: folder)]
        mirrors = []
        self.readers = readers
        self.sizeLimit = sizeLimit
        corpus = nil
    }

    package static let usualSizeLimit = 20_000_000

    /// The folders in which people's edits can be watched for: all but the copies of web pages.
    package var folders: [URL] { sources.filter { $0.record == nil }.map(\.folder) }

    /// Brings the copies of web pages up to the web, one mirror after the other; to be done before the inventory, by one process
    /// at a time. With `isDryRun` it asks nobody. Throws `RAGError` where copies cannot be written, and `CancellationError`.
    package func updateMirrors(isDryRun: Bool = false) async throws -> [WebReport] {
        var reports: [WebReport] = []
        for mirror in mirrors { reports.append(try await mirror.update(isDryRun: isDryRun)) }
        return reports
    }

    /// Reads a document that the inventory listed. Throws `ReadingError`.
    package func read(_ file: SourceFile) throws(ReadingError) -> ReadDocument {
        try read(bytes(of: file), of: file)
    }

    /// Reads a document from its bytes, and adds what its source says of it.
    func read(_ bytes: Data, of file: SourceFile) throws(ReadingError) -> ReadDocument {
        guard let reader = readers.reader(for: file.path) else { throw ReadingError("is in a format that is not read") }
        let name = ((file.path as NSString).lastPathComponent as NSString).deletingPathExtension
        var document = try reader.read(bytes, name: name)
        document.metadata.merge(file.metadata) { own, _ in own }
        if let language = file.language, !document.statesLanguage { document.language = language }
        return document
    }

    /// What makes text out of the document at `path`.
    func recipe(for path: String) -> String { readers.reader(for: path)?.recipe ?? "" }

    /// The bytes of a file that the inventory listed. Throws `ReadingError`.
    func bytes(of file: SourceFile) throws(ReadingError) -> Data {
        let open = try FileBytes(at: file.location)
        if let part = file.part { return try open.part(part) }
        let bytes = try open.all(limit: sizeLimit)
        guard bytes.count <= sizeLimit else { throw ReadingError(tooLarge(bytes.count)) }
        return bytes
    }

    /// To be put behind the path of a file of `byteCount` bytes.
    func tooLarge(_ byteCount: Int) -> String {
        "is too large: \(Self.megabytes(byteCount)), where at most \(Self.megabytes(sizeLimit)) are read"
    }

    private static func megabytes(_ bytes: Int) -> String {
        bytes < 10_000_000 ? "\(bytes / 1000) kB" : "\(bytes / 1_000_000) MB"
    }
}

extension ReadDocument {
    /// Whether its front matter names its language.
    fileprivate var statesLanguage: Bool {
        let stated = FrontMatter(of: source)?.values
        return stated?["language"] != nil || stated?["lang"] != nil
    }
}

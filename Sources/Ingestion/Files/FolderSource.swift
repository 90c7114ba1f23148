import Foundation
import RAGCore

/// A folder of documents, with patterns that choose among them and properties that apply to all of them.
package struct FolderSource: Sendable, Hashable {
    /// Name of the source; documents of further sources have paths below it.
    package let name: String
    /// A folder, or a single file.
    package let folder: URL
    /// Patterns of the documents to take; all documents if empty.
    package let include: [GlobPattern]
    /// Patterns of the documents to leave out, even if `include` matches them.
    package let exclude: [GlobPattern]
    /// Language of documents that do not state one in their front matter; nil to detect it from the text.
    package let language: Language?
    /// Properties of each document, such as `tags` and `audience`, by key in lower case. Values from a document's front
    /// matter replace those of the same key.
    package let metadata: [String: [String]]
    /// The file in which a web mirror records the page that each file is a copy of; nil for an ordinary folder.
    let record: URL?

    /// Creates a source. Throws `RAGError` (`notConfigured`) for an invalid pattern, and for a name that cannot be part
    /// of a path.
    ///
    /// - Parameters:
    ///   - include: glob patterns (see `GlobPattern`) of files or folders.
    ///   - exclude: glob patterns of files or folders.
    package init(
        name: String = Document.mainSource,
        folder: URL,
        include: [String] = [],
        exclude: [String] = [],
        language: Language? = nil,
        metadata: [String: [String]] = [:]
    ) throws(RAGError) {
        try self.init(
            name: name,
            folder: folder,
            include: include,
            exclude: exclude,
            language: language,
            metadata: metadata,
            record: nil
        )
    }

    init(
        name: String,
        folder: URL,
        include: [String] = [],
        exclude: [String] = [],
        language: Language?,
        metadata: [String: [String]],
        record: URL?
    ) throws(RAGError) {
        let name = name.precomposedStringWithCanonicalMapping
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), !name.contains("\0") else {
            throw RAGError(
                .notConfigured,
                "\"\(name)\" is not a valid name for a source of documents",
                hint: "Name it with letters and digits, such as handbook"
            )
        }
        self.name = name
        self.folder = folder
        self.include = try Self.patterns(include, of: name)
        self.exclude = try Self.patterns(exclude, of: name)
        self.language = language
        self.metadata = Dictionary(metadata.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: +)
            .filter { !$0.value.isEmpty }
        self.record = record
    }

    /// Creates the main source from the knowledge-base folder, without patterns.
    init(main folder: URL) {
        name = Document.mainSource
        self.folder = folder
        include = []
        exclude = []
        language = nil
        metadata = [:]
        record = nil
    }

    var isMain: Bool { name == Document.mainSource }

    /// Returns the path in the knowledge base of the document at `path` below the folder.
    func documentPath(_ path: String) -> String { isMain ? path : name + "/" + path }

    private static func patterns(_ texts: [String], of name: String) throws(RAGError) -> [GlobPattern] {
        do {
            return try texts.map(GlobPattern.init)
        } catch {
            let hint = "Correct it in the settings of the source \(name)"
            throw RAGError(.notConfigured, "\(error)", hint: hint, cause: error)
        }
    }
}

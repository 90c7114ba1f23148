import Foundation
import RAGCore

/// A folder of documents, which of them belong, and what goes for all of them.
package struct FolderSource: Sendable, Hashable {
    package let name: String
    /// A folder; or one file that is all there is.
    package let folder: URL
    /// What belongs; all where there is none.
    package let include: [GlobPattern]
    /// What does not, even where `include` names it.
    package let exclude: [GlobPattern]
    /// The language of documents that do not name theirs in their front matter; nil to tell it from their text.
    package let language: Language?
    /// What each document carries, such as `tags` and `audience`, by key in lower case. What its front matter says of a key
    /// stands before it.
    package let metadata: [String: [String]]
    /// Where a web mirror wrote down what each file is a copy of.
    let record: URL?

    /// - Parameters:
    ///   - include: glob patterns, as `GlobPattern` has them, of files or folders.
    ///   - exclude: glob patterns of files or folders.
    ///
    /// Throws `RAGError` (`notConfigured`) for a pattern that is none and a name that cannot stand in a path.
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
                "\"\(name)\" is no name for a source of documents",
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

    /// The knowledge-base folder, all of it.
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

    /// Where the document at `path` below the folder stands in the knowledge base.
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

import RAGCore

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

extension ReadDocument {
    /// How much of a document is looked at to tell its language, in UTF-8 bytes.
    private static let languageSample = 20_000

    /// The language of the beginning of `source`.
    static func language(of source: SourceText) -> Language? {
        Language(of: source.prefix(languageSample))
    }

    /// The heading of level 1, where there is just one and it stands before all others.
    static func onlyTitle(in blocks: [Block]) -> String? {
        let headings = blocks.compactMap { block in
            if case .heading(let level, let title) = block.kind { (level: level, title: title) } else { nil }
        }
        guard let first = headings.first, first.level == 1, !first.title.isEmpty else { return nil }
        return headings.dropFirst().contains { $0.level == 1 } ? nil : first.title
    }
}

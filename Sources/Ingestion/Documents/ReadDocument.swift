import RAGCore

/// A document with the text and the structure that its reader found.
package struct ReadDocument: Sendable, Codable {
    /// Title of the document; the reader falls back to the file name.
    package let title: String
    /// Language of the document, or nil if it is not known.
    package internal(set) var language: Language?
    /// Properties that the document states, for example in its front matter, by key in lower case.
    package internal(set) var metadata: [String: [String]]
    /// Text that the blocks refer to.
    package let source: SourceText
    /// Blocks in the order of the source. They do not overlap, except for several records made from one row.
    package let blocks: [Block]
    /// Parts that the reader left out, each to show after the document's name and a colon: `3 rows without an answer
    /// were left out (first: row 12)`.
    package let notes: [String]
    /// Whether the document is a program, whose sections are functions and types.
    package let isProgram: Bool

    /// Creates a document; `metadata` has keys in lower case. Encoded bytes in the cells of records are left out.
    package init(
        title: String,
        language: Language?,
        metadata: [String: [String]] = [:],
        source: SourceText,
        blocks: [Block],
        notes: [String] = [],
        isProgram: Bool = false
    ) {
        self.title = title
        self.language = language
        self.metadata = metadata
        self.source = source
        var omissions = Omissions()
        self.blocks = blocks.map { $0.withoutEncodedData(&omissions) }
        self.notes = notes + omissions.notes
        self.isProgram = isProgram
    }
}

extension ReadDocument {
    /// Number of UTF-8 bytes from which the language is detected.
    private static let languageSample = 20_000

    /// Detects the language from the beginning of `source`.
    static func language(of source: SourceText) -> Language? {
        Language(of: source.prefix(languageSample))
    }

    /// Detects the language from the texts of the first blocks; nil if they have none of their own.
    static func language(of blocks: [Block]) -> Language? {
        var sample = ""
        for block in blocks {
            guard sample.utf8.count < languageSample else { break }
            if case .record(let question, _) = block.kind, let question { sample += question + "\n" }
            if let text = block.text { sample += text + "\n" }
        }
        return sample.isEmpty ? nil : Language(of: SourceText(sample).prefix(languageSample))
    }

    /// Returns the title of the only heading of level 1, or nil if there are several or another heading comes first.
    static func onlyTitle(in blocks: [Block]) -> String? {
        let headings = blocks.compactMap { block in
            if case .heading(let level, let title) = block.kind { (level: level, title: title) } else { nil }
        }
        guard let first = headings.first, first.level == 1, !first.title.isEmpty else { return nil }
        return headings.dropFirst().contains { $0.level == 1 } ? nil : first.title
    }
}

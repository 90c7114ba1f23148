import RAGCore

/// Passages taken apart lately, by their text: it takes longer than to hold a sentence against them, and the same come up again.
typealias EvidenceCache = RecentCache<String, Evidence>

/// What a passage says, taken apart so that sentences can be held against it.
struct Evidence: Sendable {
    let language: Language?
    let text: String
    let statements: [Statement]
    let facts: Set<Fact>
    let clauses: [Clause]
    /// Latin words in lower case.
    let words: Set<String>
    /// Letters and digits alone, in lower case: what quoted words are looked for in.
    let letters: String

    init(_ text: String) {
        self.text = text
        language = Language(of: text)
        clauses = Clause.clauses(of: text)
        statements = FactScanner.statements(in: text)
        facts = Set(statements.map(\.fact))
        words = NameReader.words(in: text)
        letters = NameReader.letters(of: text)
    }
}

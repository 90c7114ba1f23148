import Lexicon
import RAGCore

/// A cache of analysed passages by their text. Analysing a passage takes longer than checking a sentence against it.
package typealias EvidenceCache = RecentCache<ExactText, Evidence>

/// A passage, analysed once so that many sentences can be checked against it.
package struct Evidence: Sendable {
    let language: Language?
    /// The text, in which content words are searched.
    let searched: SearchedText
    let statements: [Statement]
    let facts: Set<Fact>
    let clauses: [Clause]
    /// The Latin words in lower case.
    let words: Set<String>
    /// The letters and digits alone in lower case; quoted words are searched in them.
    let letters: String
    /// The words of each sentence in order.
    let sequences: [WordSequence]
    /// The demands that the passage makes of its reader.
    let demands: Set<Demand>

    init(_ text: String) {
        searched = SearchedText(text)
        language = Language(of: text)
        clauses = Clause.clauses(of: text)
        statements = FactScanner.statements(in: text)
        facts = Set(statements.map(\.fact))
        words = NameFinder.words(in: text)
        letters = text.lettersAndDigits()
        sequences = WordSequence.sentences(of: text)
        demands = clauses.reduce(into: []) { $0.formUnion(Demand.all(in: $1)) }
    }
}

import Lexicon
import RAGCore

/// What a search says about whether the documents speak of the question at all.
package struct RetrievalEvidence: Sendable, Hashable, Codable {
    /// Language of the question; nil where it has no letters.
    package let language: Language?
    /// Cosine of the best hit; nil where nothing was found.
    package let topScore: Float?
    /// Share of the question's content words that the hits hold, 0 to 1; nil where question and hits are of different
    /// languages, or the question has no content words, so that it says nothing.
    package let coverage: Float?
    /// Largest share of the question's words, each weighted by its rarity, that one passage holds, 0 to 1; nil where no
    /// keyword index was asked. Low where a question is about something said before: `那是哪一年的?`.
    package let keywordCoverage: Float?
    /// How far the best cosine stands out from the others, in their standard deviations; nil where there are few.
    package let prominence: Float?

    /// Passages whose words count: what a customer would be shown.
    static let depth = 4
    /// Cosines, from the tenth on, that the best is compared with, and how many must be there.
    private static let background = 10
    private static let leastHits = 20

    package init(
        language: Language?,
        topScore: Float?,
        coverage: Float?,
        keywordCoverage: Float? = nil,
        prominence: Float? = nil
    ) {
        self.language = language
        self.topScore = topScore
        self.coverage = coverage
        self.keywordCoverage = keywordCoverage
        self.prominence = prominence
    }

    /// Reads the evidence from `hits`, nearest first.
    package init(question: String, hits: [SearchHit], keywordCoverage: Float? = nil) {
        self.init(question: question, nearest: hits, scores: hits.map(\.score), keywordCoverage: keywordCoverage)
    }

    /// Reads the evidence from the `nearest` passages, of which the first few are enough, and the cosines of all that were found,
    /// best first.
    init(question: String, nearest: [SearchHit], scores: [Float], keywordCoverage: Float?) {
        let language = Language(of: question)
        self.init(
            language: language,
            topScore: scores.first,
            coverage: Self.coverage(of: Terms.of(question), in: nearest.prefix(Self.depth), language),
            keywordCoverage: keywordCoverage,
            prominence: Self.prominence(of: scores)
        )
    }

    private static func coverage(of terms: Set<String>, in hits: some Sequence<SearchHit>, _ language: Language?)
        -> Float?
    {
        let comparable = hits.filter { $0.chunk.language == nil || $0.chunk.language == language }
        guard !terms.isEmpty, !comparable.isEmpty else { return nil }
        return Terms.coverage(of: terms, in: comparable.map { $0.chunk.embeddedText(title: $0.documentTitle) })
    }

    private static func prominence(of scores: [Float]) -> Float? {
        guard scores.count >= leastHits, let best = scores.first else { return nil }
        let others = scores.dropFirst(background)
        let mean = others.reduce(0, +) / Float(others.count)
        let variance = others.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(others.count)
        return variance > 0 ? (best - mean) / variance.squareRoot() : nil
    }
}

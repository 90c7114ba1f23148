import Lexicon
import RAGCore

/// The features of a search result from which the confidence is computed.
package struct RetrievalEvidence: Sendable, Hashable, Codable {
    /// The language of the question; nil if it has no letters.
    package let language: Language?
    /// The cosine of the best hit; nil if nothing was found.
    package let topScore: Float?
    /// The share of the question's content words that the first hits contain, 0 to 1. nil if question and hits are in
    /// different languages or the question has no content words.
    package let coverage: Float?
    /// The largest share of the question's words, weighted by rarity, that one passage contains, 0 to 1. nil without
    /// a keyword index. Low if a question refers to something said before: `那是哪一年的?`.
    package let keywordCoverage: Float?
    /// The distance of the best cosine to the mean of the others, in their standard deviations; nil if there are few
    /// hits.
    package let prominence: Float?
    /// The best score of a passage that was compared word by word, -1 to 1; nil without a token encoder.
    package let alignment: Float?
    /// The distance of `alignment` to the mean of the passages behind the first; nil if there are few.
    package let alignmentLead: Float?
    /// The same distance on the layer of the encoder before the last; nil if there are few.
    package let innerLead: Float?
    /// The distance of the question's weakest tokens in the best passage to the other passages, in their standard
    /// deviations; nil if there are few. Low if the documents treat a subject but do not answer what is asked about it.
    package let weakestLead: Float?
    /// The content words of the question that no passage says in any way, as far as passages were compared word by
    /// word.
    package let uncoveredWords: [String]

    /// The number of hits whose words count for `coverage`, which is the number that a customer would see.
    static let depth = 4
    /// The rank from which hits form the background that the best cosine is compared with.
    private static let background = 10
    /// The least number of hits for `prominence`.
    private static let leastHits = 20

    /// Creates evidence from its parts.
    package init(
        language: Language?,
        topScore: Float?,
        coverage: Float?,
        keywordCoverage: Float? = nil,
        prominence: Float? = nil,
        alignment: Float? = nil,
        alignmentLead: Float? = nil,
        innerLead: Float? = nil,
        weakestLead: Float? = nil,
        uncoveredWords: [String] = []
    ) {
        self.language = language
        self.topScore = topScore
        self.coverage = coverage
        self.keywordCoverage = keywordCoverage
        self.prominence = prominence
        self.alignment = alignment
        self.alignmentLead = alignmentLead
        self.innerLead = innerLead
        self.weakestLead = weakestLead
        self.uncoveredWords = uncoveredWords
    }

    /// Reads the evidence from `hits`, nearest first.
    package init(question: String, hits: [SearchHit], keywordCoverage: Float? = nil) {
        self.init(question: question, nearest: hits, scores: hits.map(\.score), keywordCoverage: keywordCoverage)
    }

    /// Reads the evidence from the `nearest` passages, of which the first `depth` are needed, and the cosines of all
    /// hits, best first.
    init(
        question: String,
        nearest: [SearchHit],
        scores: [Float],
        keywordCoverage: Float?,
        aligned: PassageAlignments? = nil
    ) {
        let language = Language(of: question)
        self.init(
            language: language,
            topScore: scores.first,
            coverage: Self.coverage(of: Terms.of(question), in: nearest.prefix(Self.depth), language),
            keywordCoverage: keywordCoverage,
            prominence: Self.prominence(of: scores),
            alignment: aligned?.best,
            alignmentLead: aligned?.lead,
            innerLead: aligned?.innerLead,
            weakestLead: aligned?.weakestLead,
            uncoveredWords: aligned?.uncoveredWords ?? []
        )
    }

    private static func coverage(of terms: Set<ExactText>, in hits: some Sequence<SearchHit>, _ language: Language?)
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

import RAGCore

/// What a search says about whether the documents speak of the question at all.
package struct RetrievalEvidence: Sendable, Hashable, Encodable {
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

    /// Passages whose words count: what a customer would be shown.
    private static let depth = 4

    package init(language: Language?, topScore: Float?, coverage: Float?, keywordCoverage: Float? = nil) {
        self.language = language
        self.topScore = topScore
        self.coverage = coverage
        self.keywordCoverage = keywordCoverage
    }

    /// Reads the evidence from `hits`, nearest first.
    package init(question: String, hits: [SearchHit], keywordCoverage: Float? = nil) {
        let language = Language(of: question)
        self.language = language
        topScore = hits.first?.score
        self.keywordCoverage = keywordCoverage

        let comparable = hits.prefix(Self.depth).filter { $0.chunk.language == nil || $0.chunk.language == language }
        let terms = Terms.of(question)
        guard !terms.isEmpty, !comparable.isEmpty else {
            coverage = nil
            return
        }
        coverage = Terms.coverage(
            of: terms,
            in: comparable.map { $0.chunk.embeddedText(title: $0.documentTitle) }
        )
    }
}

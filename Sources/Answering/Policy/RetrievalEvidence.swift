import RAGCore

/// What a search says about whether the documents speak of the question at all.
package struct RetrievalEvidence: Sendable, Hashable {
    /// Language of the question; nil where it has no letters.
    package let language: Language?
    /// Cosine of the best hit; nil where nothing was found.
    package let topScore: Float?
    /// Share of the question's content words that the hits hold, 0 to 1; nil where question and hits are of different
    /// languages, or the question has no content words, so that it says nothing.
    package let coverage: Float?

    /// That of a search that was not made.
    static let none = RetrievalEvidence(language: nil, topScore: nil, coverage: nil)

    package init(language: Language?, topScore: Float?, coverage: Float?) {
        self.language = language
        self.topScore = topScore
        self.coverage = coverage
    }

    /// Reads the evidence from `hits`, best first.
    package init(question: String, hits: [SearchHit]) {
        let language = Language(of: question)
        self.language = language
        topScore = hits.first?.score

        let comparable = hits.filter { $0.chunk.language == nil || $0.chunk.language == language }
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

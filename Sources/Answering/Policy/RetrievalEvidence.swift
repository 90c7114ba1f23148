import RAGCore

/// What a search says about whether the documents speak of the question at all.
package struct RetrievalEvidence: Sendable, Hashable {
    /// Hits beyond those returned that serve as the background of unrelated passages.
    static let backgroundDepth = 40
    /// Fewest background hits that say anything.
    private static let leastBackground = 8

    /// Cosine of the best hit; nil where nothing was found.
    package let topScore: Float?
    /// How far the best hit stands out from the background, in cosine; nil where there is too little background.
    package let margin: Float?
    /// Share of the question's content words that the returned hits hold, 0 to 1; nil where question and hits
    /// are of different languages, or the question has no content words, so that it says nothing.
    package let coverage: Float?

    package init(topScore: Float?, margin: Float?, coverage: Float?) {
        self.topScore = topScore
        self.margin = margin
        self.coverage = coverage
    }

    /// Reads the evidence from all hits, best first, of which the first `limit` are returned.
    init(question: String, hits: [SearchHit], limit: Int) {
        topScore = hits.first?.score
        let background = hits.dropFirst(limit)
        margin =
            background.count < Self.leastBackground
            ? nil
            : hits.first.map { $0.score - background.reduce(0) { $0 + $1.score } / Float(background.count) }

        let language = Language(of: question)
        let comparable = hits.prefix(limit).filter { $0.chunk.language == nil || $0.chunk.language == language }
        let terms = Terms.of(question)
        guard !terms.isEmpty, !comparable.isEmpty else {
            coverage = nil
            return
        }
        let found = comparable.reduce(into: Set<String>()) { found, hit in
            found.formUnion(Terms.of(hit.chunk.embeddedText(title: hit.documentTitle)))
        }
        coverage = Float(terms.intersection(found).count) / Float(terms.count)
    }
}

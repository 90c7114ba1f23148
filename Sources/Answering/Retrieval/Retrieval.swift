import RAGCore

/// What a search found, what that says about how near it is, and how it came about.
package struct Retrieval: Sendable {
    /// Best first.
    package var passages: [RankedPassage]
    /// Of the search for the question itself. Whatever is done to the passages leaves it as it is: it is the thresholds' measure.
    package var evidence: RetrievalEvidence
    /// The ranking after each step, in order.
    package var steps: [RetrievalStep]

    package init(passages: [RankedPassage], evidence: RetrievalEvidence, steps: [RetrievalStep] = []) {
        self.passages = passages
        self.evidence = evidence
        self.steps = steps
    }

    /// The passages without their ranking.
    package var hits: [SearchHit] { passages.map(\.hit) }

    /// What went wrong without spoiling the search, a sentence each, without customers' words.
    package var notices: [String] { steps.compactMap(\.problem) }

    /// The first `limit` passages.
    func prefix(_ limit: Int) -> Retrieval {
        Retrieval(passages: Array(passages.prefix(limit)), evidence: evidence, steps: steps)
    }
}

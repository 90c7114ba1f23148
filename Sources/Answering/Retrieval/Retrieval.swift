import RAGCore

/// The result of a search: passages, evidence and the steps that led to the ranking.
package struct Retrieval: Sendable {
    /// The passages, best first.
    package var passages: [RankedPassage]
    /// The evidence of the search for the question itself. Refinements leave it unchanged, because the thresholds
    /// were fitted on it.
    package var evidence: RetrievalEvidence
    /// The question as it was probably meant, if its spelling was corrected and that was searched for; else nil.
    package var correctedQuestion: String?
    /// The ranking after each step, in order.
    package var steps: [RetrievalStep]

    /// Creates a result.
    package init(passages: [RankedPassage], evidence: RetrievalEvidence, steps: [RetrievalStep] = []) {
        self.passages = passages
        self.evidence = evidence
        self.steps = steps
    }

    /// The passages without their ranking.
    package var hits: [SearchHit] { passages.map(\.hit) }

    /// The failures that did not stop the search, one sentence each, without words of customers.
    package var notices: [String] { steps.compactMap(\.problem) }

    /// Returns the result with the first `limit` passages.
    func prefix(_ limit: Int) -> Retrieval {
        var shorter = self
        shorter.passages = Array(passages.prefix(limit))
        return shorter
    }
}

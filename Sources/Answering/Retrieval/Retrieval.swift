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

/// The ranking as one step of a search left it.
package struct RetrievalStep: Sendable, Hashable {
    /// What the step does, in the past tense: `reranked by bge-reranker`.
    package let name: String
    /// What it worked with, such as further wordings of the question: customers' words, never logged.
    package var details: [String]
    /// Why it was passed over; nil where it was done.
    package var problem: String?
    /// Best first.
    package let ranking: [Place]

    /// A passage's chunk, and what it was ranked by.
    package struct Place: Sendable, Hashable {
        package let chunkID: Int64
        package let score: Float
    }

    package init(_ name: String, _ passages: [RankedPassage], details: [String] = [], problem: String? = nil) {
        self.name = name
        self.details = details
        self.problem = problem
        ranking = passages.map { Place(chunkID: $0.hit.chunkID, score: $0.score) }
    }
}

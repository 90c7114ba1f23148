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

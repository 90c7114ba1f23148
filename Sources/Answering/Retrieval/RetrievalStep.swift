/// A step of a search with the ranking that it produced.
package struct RetrievalStep: Sendable, Hashable {
    /// The action in the past tense: `reranked by bge-reranker`.
    package let name: String
    /// The texts that the step used, such as further wordings of the question. They are customers' words and never
    /// logged.
    package var details: [String]
    /// The reason why the step was skipped; nil if it succeeded.
    package var problem: String?
    /// The ranking, best first.
    package let ranking: [Place]

    /// A chunk with its score in the ranking.
    package struct Place: Sendable, Hashable {
        /// The id of the chunk in the store.
        package let chunkID: Int64
        /// The score that the chunk was ranked by.
        package let score: Float
    }

    /// Records the ranking of `passages`.
    package init(_ name: String, _ passages: [RankedPassage], details: [String] = [], problem: String? = nil) {
        self.name = name
        self.details = details
        self.problem = problem
        ranking = passages.map { Place(chunkID: $0.hit.chunkID, score: $0.score) }
    }
}

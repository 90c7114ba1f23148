import RAGCore

/// An index that throws an error with the next step to take, instead of finding nothing, if it holds no documents.
struct ExplainedIndex: VectorIndex {
    let base: any VectorIndex

    /// Returns the hits of `base`. Throws `RAGError` (`notConfigured`) if there are no documents.
    func nearest(to query: Embedding, limit: Int, atLeast leastScore: Float, where filter: SearchFilter) async throws
        -> [SearchHit]
    {
        try explained(await base.nearest(to: query, limit: limit, atLeast: leastScore, where: filter), filter)
    }

    /// Returns the scores of `base`. Throws `RAGError` (`notConfigured`) if there are no documents.
    func scores(nearestTo query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [VectorHit] {
        try explained(await base.scores(nearestTo: query, limit: limit, where: filter), filter)
    }

    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] {
        try await base.passages(chunkIDs, comparedTo: query)
    }

    private func explained<Hit>(_ hits: [Hit], _ filter: SearchFilter) throws -> [Hit] {
        guard hits.isEmpty, filter == .all else { return hits }
        throw RAGError(
            .notConfigured,
            "The index holds no documents",
            hint: "Put documents into the knowledge base and run `kefu refresh`"
        )
    }
}

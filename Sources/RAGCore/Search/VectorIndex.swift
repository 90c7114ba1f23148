/// A search for the chunks nearest to a query. The read side of the vectors in the store.
package protocol VectorIndex: Sendable {
    /// Returns the chunks nearest to `query` by cosine that `filter` allows, best first.
    ///
    /// At most `limit` chunks, and none with a score below `leastScore`. Equal scores are ordered by document path.
    /// Throws `RAGError` if the query has another dimension than the index.
    func nearest(to query: Embedding, limit: Int, atLeast leastScore: Float, where filter: SearchFilter) async throws
        -> [SearchHit]

    /// Returns the same without the passages. Passages take longer to read than to find.
    func scores(nearestTo query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [VectorHit]

    /// Returns the chunks with the given numbers, in that order, with their cosines to `query`.
    ///
    /// Chunks that no longer exist are left out.
    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit]
}

extension VectorIndex {
    /// Returns the nearest of the chunks that `filter` allows, however far they are.
    package func nearest(to query: Embedding, limit: Int, where filter: SearchFilter = .all) async throws -> [SearchHit]
    {
        try await nearest(to: query, limit: limit, atLeast: -.infinity, where: filter)
    }
}

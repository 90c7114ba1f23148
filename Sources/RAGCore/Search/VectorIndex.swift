/// Finds the chunks nearest to a query, best first. All that the read side sees of the vectors in the store.
package protocol VectorIndex: Sendable {
    /// The nearest chunks by cosine that `filter` allows, at most `limit`, best first, and none with less than `leastScore`; equal
    /// scores in the order of the documents' paths. Throws `RAGError` where the query's dimension is not the index's.
    func nearest(to query: Embedding, limit: Int, atLeast leastScore: Float, where filter: SearchFilter) async throws
        -> [SearchHit]

    /// The same without their passages, which take longer to read than to find.
    func scores(nearestTo query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [VectorHit]

    /// The chunks with the given numbers, in that order, with their cosines to `query`; those that are gone are left out.
    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit]
}

extension VectorIndex {
    /// The nearest of all chunks, or of those that `filter` allows, however far they are.
    package func nearest(to query: Embedding, limit: Int, where filter: SearchFilter = .all) async throws -> [SearchHit]
    {
        try await nearest(to: query, limit: limit, atLeast: -.infinity, where: filter)
    }
}

import RAGCore

/// An index that, where it finds nothing at all, says why instead.
struct ExplainedIndex: VectorIndex {
    let base: any VectorIndex

    /// Throws `RAGError` (`notConfigured`) where there are no documents.
    func nearest(to query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [SearchHit] {
        let hits = try await base.nearest(to: query, limit: limit, where: filter)
        guard hits.isEmpty, filter == .all else { return hits }
        throw RAGError(
            .notConfigured,
            "The index holds no documents",
            hint: "Put documents into the knowledge base and run `kefu refresh`"
        )
    }

    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] {
        try await base.passages(chunkIDs, comparedTo: query)
    }
}

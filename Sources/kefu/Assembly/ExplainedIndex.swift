import RAGCore
import SQLiteStore

/// The index of one model; where it finds nothing at all, it says why instead.
struct ExplainedIndex: VectorIndex {
    let store: SQLiteStore
    let model: EmbeddingModel

    /// Throws `RAGError` (`notConfigured`) where there are no documents, or they are embedded with another model.
    func nearest(to query: Embedding, limit: Int, where filter: SearchFilter) async throws -> [SearchHit] {
        let hits = try await store.index(for: model).nearest(to: query, limit: limit, where: filter)
        guard hits.isEmpty, filter == .all else { return hits }
        throw RAGError(
            .notConfigured,
            "The index holds no documents",
            hint: "Put documents into the knowledge base and run `kefu refresh`"
        )
    }

    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) async throws -> [SearchHit] {
        try await store.index(for: model).passages(chunkIDs, comparedTo: query)
    }
}

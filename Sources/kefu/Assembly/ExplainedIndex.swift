import RAGCore
import SQLiteStore

/// The index of one model; where it finds nothing at all, it says why instead.
struct ExplainedIndex: VectorIndex {
    let store: SQLiteStore
    let model: EmbeddingModel

    /// Throws `RAGError` (`notConfigured`) where there are no documents, or only those embedded with another model.
    func nearest(to query: Embedding, limit: Int) async throws -> [SearchHit] {
        let hits = try await store.index(for: model).nearest(to: query, limit: limit)
        guard hits.isEmpty else { return hits }
        let summary = try await store.summary()
        if let other = summary.models.first(where: { $0.documents > 0 && $0.model != model }) {
            throw RAGError(
                .notConfigured,
                "The index was made with the embedding model \(other.model), and \(model) is set now",
                hint: "Run `kefu refresh`, or set embedding.provider and embedding.model back"
            )
        }
        throw RAGError(
            .notConfigured,
            "The index holds no documents",
            hint: "Put documents into the knowledge base and run `kefu refresh`"
        )
    }
}

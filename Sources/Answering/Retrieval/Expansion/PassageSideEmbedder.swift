import RAGCore

/// Embeds queries as if they were passages, for searched texts that look like passages.
package struct PassageSideEmbedder: Embedder {
    private let base: any Embedder

    /// Wraps `base`.
    package init(_ base: any Embedder) {
        self.base = base
    }

    /// The model of the wrapped embedder.
    package var model: EmbeddingModel { base.model }

    /// Embeds `texts` in the role `passage`, whatever `role` is.
    package func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        try await base.embed(texts, as: .passage)
    }
}

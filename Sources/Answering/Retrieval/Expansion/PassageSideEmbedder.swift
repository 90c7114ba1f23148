import RAGCore

/// Embeds what is searched for as passages are, for texts that look like passages.
package struct PassageSideEmbedder: Embedder {
    private let base: any Embedder

    package init(_ base: any Embedder) {
        self.base = base
    }

    package var model: EmbeddingModel { base.model }

    package func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        try await base.embed(texts, as: .passage)
    }
}

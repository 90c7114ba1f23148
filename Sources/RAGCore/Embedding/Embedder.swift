/// Turns texts into embeddings.
///
/// Promises one embedding for each text, in order, all of one dimension. Throws `RAGError`.
package protocol Embedder: Sendable {
    /// Which space the embeddings lie in; only embeddings of equal models can be compared.
    var model: EmbeddingModel { get }

    /// Embeds `texts`, which may be empty and may be long: a text over the model's window is not cut silently.
    func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding]
}

extension Embedder {
    /// Embeds one text.
    package func embed(_ text: String, as role: EmbeddingRole) async throws -> Embedding {
        guard let embedding = try await embed([text], as: role).first else {
            throw RAGError(.serviceFailed, "The embedding model \(model.name) gave no embedding")
        }
        return embedding
    }
}

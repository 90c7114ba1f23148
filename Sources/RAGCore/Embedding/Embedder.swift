/// A model that turns texts into embeddings.
///
/// Returns one embedding for each text, in the order of the texts, all of the same dimension. Throws `RAGError`.
package protocol Embedder: Sendable {
    /// The vector space of the embeddings. Only embeddings of equal models can be compared.
    var model: EmbeddingModel { get }

    /// Whether embeddings in the role `code` differ from those in the role `passage`. If not, programs are embedded
    /// and searched as text is.
    var embedsCode: Bool { get }

    /// Embeds `texts`, which may be empty.
    ///
    /// A text that is longer than the model's window is never cut silently.
    func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding]
}

extension Embedder {
    /// No: most models treat all passages alike.
    package var embedsCode: Bool { false }

    /// Embeds one text. Throws `RAGError` (`serviceFailed`) if the model returns no embedding for it.
    package func embed(_ text: String, as role: EmbeddingRole) async throws -> Embedding {
        guard let embedding = try await embed([text], as: role).first else {
            throw RAGError(.serviceFailed, "The embedding model \(model.name) returned no embedding")
        }
        return embedding
    }
}

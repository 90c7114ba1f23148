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

/// Which side of a search a text stands on; models trained for retrieval embed the two differently.
package enum EmbeddingRole: String, Sendable, Hashable, Codable {
    case query, passage
}

/// The identity of a vector space.
package struct EmbeddingModel: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The name the provider knows the model by, such as `text-embedding-3-small`.
    package let name: String
    /// Number of dimensions asked for; nil for the model's own.
    package let dimensions: Int?

    package init(name: String, dimensions: Int? = nil) {
        self.name = name
        self.dimensions = dimensions
    }

    /// `name`, or `name/dimensions`: the key under which embeddings are stored.
    package var description: String { dimensions.map { "\(name)/\($0)" } ?? name }
}

/// Lower-case hexadecimal SHA-256 of a text and of the side it was embedded for.
package typealias TextHash = String

/// Embeddings that were already paid for, shared by all documents and generations.
package protocol EmbeddingCache: Sendable {
    /// Which of `textHashes` have an embedding of `model`.
    func known(among textHashes: [TextHash], model: EmbeddingModel) async throws -> Set<TextHash>

    /// The stored embeddings of `model` for texts whose hash is among `textHashes`.
    func embeddings(for textHashes: [TextHash], model: EmbeddingModel) async throws -> [TextHash: Embedding]

    /// Remembers embeddings by the hashes of their texts, durably once it returns.
    func store(_ embeddings: [TextHash: Embedding], model: EmbeddingModel) async throws
}

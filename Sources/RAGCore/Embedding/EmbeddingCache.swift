/// Lower-case hexadecimal SHA-256 of a text and of the role it was embedded in.
package typealias TextHash = String

/// A store of embeddings that were already computed, shared by all documents and generations.
///
/// All embeddings of one model should have the same dimension. An implementer decides in one place whether a stored
/// vector may be used; a vector that may not counts as missing.
package protocol EmbeddingCache: Sendable {
    /// Returns those of `textHashes` that have an embedding of `model`.
    func known(among textHashes: [TextHash], model: EmbeddingModel) async throws -> Set<TextHash>

    /// Returns the stored embeddings of `model` for `textHashes`. A hash without an embedding is left out.
    func embeddings(for textHashes: [TextHash], model: EmbeddingModel) async throws -> [TextHash: Embedding]

    /// Stores embeddings under the hashes of their texts. They are durable when this returns.
    func store(_ embeddings: [TextHash: Embedding], model: EmbeddingModel) async throws
}

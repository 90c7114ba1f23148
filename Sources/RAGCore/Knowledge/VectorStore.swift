/// The write side of the store: whole documents go in and out, each in one transaction.
package protocol VectorStore: Sendable {
    /// What is stored, by path.
    func fingerprints() async throws -> [String: DocumentFingerprint]

    /// Puts `document` with its chunks in place of what stood at its path, in one transaction: readers see either.
    func replace(_ document: Document, with chunks: [EmbeddedChunk], model: EmbeddingModel) async throws

    /// Removes the documents at `paths` with their chunks; a path that is not there is no error. Embeddings stay in the cache.
    func remove(_ paths: [String]) async throws
}

/// Embeddings that were already paid for.
package protocol EmbeddingCache: Sendable {
    /// The stored embeddings of `model` for passages whose SHA-256 is among `textHashes`.
    func embeddings(for textHashes: [String], model: EmbeddingModel) async throws -> [String: Embedding]

    /// Remembers embeddings by the SHA-256 of their texts, durably once it returns.
    func store(_ embeddings: [String: Embedding], model: EmbeddingModel) async throws
}

/// A store that opens snapshots of its index.
package protocol SnapshotSource: Sendable {
    /// Opens a snapshot of the current generation, runs `body` on it and returns what `body` returns.
    ///
    /// `body` runs in one read transaction: later writes are not visible to it. Do not keep the snapshot after `body`
    /// returns. Returns nil without calling `body` if the index holds no embeddings yet. Throws `RAGError`
    /// (`notConfigured`) if the current generation was built with a model other than `model`.
    func withSnapshot<Result: Sendable>(
        for model: EmbeddingModel,
        _ body: @escaping @Sendable (any IndexSnapshot) throws -> Result
    ) async throws -> Result?
}

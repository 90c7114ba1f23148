import RAGCore

extension SQLiteStore: SnapshotSource {
    /// Runs `body` on a snapshot that searches the embeddings of the passages.
    package func withSnapshot<Result: Sendable>(
        for model: EmbeddingModel,
        _ body: @escaping @Sendable (any IndexSnapshot) throws -> Result
    ) async throws -> Result? {
        try await read { db in try SQLiteSnapshot(of: self, model, .passage, db).map { try body($0) } }
    }

    /// The snapshots for an index of the stored questions, which finds passages by the questions that they answer.
    package var questions: any SnapshotSource { StoredQuestions(store: self) }
}

/// The snapshots of a store whose vectors are those of the stored questions.
private struct StoredQuestions: SnapshotSource {
    let store: SQLiteStore

    func withSnapshot<Result: Sendable>(
        for model: EmbeddingModel,
        _ body: @escaping @Sendable (any IndexSnapshot) throws -> Result
    ) async throws -> Result? {
        try await store.read { db in try SQLiteSnapshot(of: store, model, .question, db).map { try body($0) } }
    }
}

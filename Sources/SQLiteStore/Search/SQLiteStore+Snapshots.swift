import RAGCore

/// The vectors of the stored questions.
struct StoredQuestionRows: VectorRows {
    let store: SQLiteStore

    func withState<Result: Sendable>(
        of model: EmbeddingModel,
        _ body: @escaping @Sendable (any VectorState) throws -> Result
    ) async throws -> Result? {
        try await store.read { db in try StoreState(of: store, model, .question, db).map { try body($0) } }
    }
}

extension SQLiteStore: VectorRows {
    package func withState<Result: Sendable>(
        of model: EmbeddingModel,
        _ body: @escaping @Sendable (any VectorState) throws -> Result
    ) async throws -> Result? {
        try await read { db in try StoreState(of: self, model, .passage, db).map { try body($0) } }
    }

    /// What an index of the stored questions is made from: it finds passages by the question that they answer.
    package var questions: any VectorRows { StoredQuestionRows(store: self) }
}

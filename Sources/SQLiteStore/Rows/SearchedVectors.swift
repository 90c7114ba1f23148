import RAGCore

/// Which vectors of the chunks are searched.
enum SearchedVectors: String, Sendable, Hashable {
    /// Those of the passages.
    case passages = "embeddingID"
    /// Those of the questions that passages are the stored answers to; prose has none.
    case questions = "questionEmbeddingID"

    /// The column of `chunks` that numbers them.
    var column: String { rawValue }

    /// An index of `chunks` over that column, and what a query must say to use it.
    var index: (name: String, condition: String) {
        switch self {
        case .passages: ("chunksByEmbedding", "TRUE")
        case .questions: ("chunksByQuestion", "questionEmbeddingID IS NOT NULL")
        }
    }
}

/// The vectors of the stored questions.
struct StoredQuestionRows: VectorRows {
    let store: SQLiteStore

    func withState<Result: Sendable>(
        of model: EmbeddingModel,
        _ body: @escaping @Sendable (any VectorState) throws -> Result
    ) async throws -> Result? {
        try await store.read { db in try StoreState(of: store, model, .questions, db).map { try body($0) } }
    }
}

extension SQLiteStore: VectorRows {
    package func withState<Result: Sendable>(
        of model: EmbeddingModel,
        _ body: @escaping @Sendable (any VectorState) throws -> Result
    ) async throws -> Result? {
        try await read { db in try StoreState(of: self, model, .passages, db).map { try body($0) } }
    }

    /// What an index of the stored questions is made from: it finds passages by the question that they answer.
    package var questions: any VectorRows { StoredQuestionRows(store: self) }
}

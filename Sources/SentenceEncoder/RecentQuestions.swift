import RAGCore

/// The results of one run of the network for a question.
struct EncodedQuestion: Sendable {
    let embedding: Embedding
    let tokens: QuestionTokens
}

/// The questions that were encoded last, so that embedding and tokens of one come from the same run.
struct RecentQuestions: Sendable {
    private let recent = RecentCache<String, Once<EncodedQuestion>>(capacity: 16)

    /// Returns the encoded `question`, which `encode` returns if it is not known. Calls at the same time share a run.
    func encoded(
        _ question: String,
        _ encode: @escaping @Sendable () async throws -> EncodedQuestion
    ) async throws -> EncodedQuestion {
        try await recent.value(for: question) { Once() }.value(encode)
    }
}

import RAGCore

/// Has a completion model sum up what was said, so that a long conversation keeps its thread in a short prompt.
package struct ConversationSummarizer: Sendable {
    private let model: any ChatModel
    private let prompts: PromptLibrary

    /// Most tokens of a summary, and characters of each answer that it is made from.
    private static let mostTokens = 200
    private static let answerLength = 600

    package init(model: any ChatModel, prompts: PromptLibrary) {
        self.model = model
        self.prompts = prompts
    }

    /// `previous` with `turns`, the `overdue` ones of a recollection, taken in; nil where there is nothing to take in, or the
    /// model said nothing. Throws `RAGError`, and `CancellationError`.
    package func summary(
        of turns: [Conversation.Turn],
        after previous: ConversationSummary?
    ) async throws -> ConversationSummary? {
        guard let last = turns.last else { return nil }
        var values: [String: Any] = [
            "turns": turns.map { ["customer": $0.question, "agent": String($0.answer.prefix(Self.answerLength))] }
        ]
        if let previous { values["summary"] = previous.text }
        let prompt = prompts.text(.summary, Language(of: last.question) ?? .english, values)
        let reply = try await model.completion(of: prompt, maximumTokens: Self.mostTokens)
        let words = reply.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : ConversationSummary(words, lastTurn: last.number)
    }
}

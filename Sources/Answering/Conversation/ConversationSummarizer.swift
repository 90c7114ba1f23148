import Lexicon
import RAGCore

/// Summarizes older turns with a completion model, so that a long conversation fits into a short prompt.
package struct ConversationSummarizer: Sendable {
    private let model: any ChatModel
    private let prompts: PromptLibrary

    /// The most tokens of a summary.
    private static let mostTokens = 200
    /// The number of characters of each answer that the summary is made from.
    private static let answerLength = 600

    /// Creates a summarizer that asks `model` with the prompt `summary`.
    package init(model: any ChatModel, prompts: PromptLibrary) {
        self.model = model
        self.prompts = prompts
    }

    /// Returns a summary that covers `previous` and `turns` (`ConversationHistory.unsummarized`); nil if `turns` is
    /// empty or the model returns no text. Throws `RAGError` or `CancellationError`.
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
        let reply = try await model.completion(of: prompt, maximumTokens: Self.mostTokens, cut: .wholeSentences)
        let words = reply.collapsingWhitespace()
        return words.isEmpty ? nil : ConversationSummary(words, lastTurn: last.number)
    }
}

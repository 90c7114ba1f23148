import Foundation
import RAGCore

/// Rewrites a question with a completion model, so that it can be understood without the conversation.
package struct ModelQueryRewriter: Sendable {
    private let model: any ChatModel
    private let prompts: PromptLibrary
    /// The number of turns that the model sees.
    private static let rememberedTurns = 3

    /// Creates a rewriter that asks `model` with the prompt `rewrite`.
    package init(model: any ChatModel, prompts: PromptLibrary) {
        self.model = model
        self.prompts = prompts
    }

    /// Returns the complete question; `question` itself if the model returns no text. Throws `RAGError` or
    /// `CancellationError`.
    package func rewrite(_ question: String, in conversation: Conversation) async throws -> String {
        let turns = conversation.turns.suffix(Self.rememberedTurns).map {
            ["customer": $0.question, "agent": String($0.answer.prefix(400))]
        }
        let prompt = prompts.text(
            .rewrite,
            Language(of: question) ?? .english,
            ["turns": turns, "question": question]
        )
        let reply = try await model.completion(of: prompt, maximumTokens: 120)
        let line = reply.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let rewritten = line.trimmingCharacters(in: .whitespaces)
        return rewritten.isEmpty ? question : rewritten
    }
}

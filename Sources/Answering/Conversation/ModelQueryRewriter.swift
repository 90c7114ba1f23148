import Foundation
import RAGCore

/// Asks a completion model to write the question out.
package struct ModelQueryRewriter: Sendable {
    private let model: any ChatModel
    private let prompts: PromptLibrary
    /// Turns shown to the model.
    private static let rememberedTurns = 3

    package init(model: any ChatModel, prompts: PromptLibrary) {
        self.model = model
        self.prompts = prompts
    }

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

import Foundation
import RAGCore

/// Invents a passage that would answer the question, with a completion model, because documents are near to it
/// (HyDE). The passage is searched for and never shown to a customer.
///
/// Source: Gao et al., "Precise zero-shot dense retrieval without relevance labels" (ACL 2023).
package struct HypotheticalPassage: QueryExpander {
    private let model: any ChatModel
    private let prompts: PromptLibrary

    /// The number of characters of the passage that are searched for.
    private static let longest = 800
    /// The most tokens of the passage.
    private static let maximumTokens = 200

    /// Creates an expander that asks `model` with the prompt `hypotheticalPassage`.
    package init(model: any ChatModel, prompts: PromptLibrary) {
        self.model = model
        self.prompts = prompts
    }

    /// The step and the model, for `kefu search --explain`.
    package var name: String { "searched by a hypothetical passage of \(model.name), rankings fused" }

    /// Returns the invented passage; empty if the model wrote no letters. Throws `RAGError` or `CancellationError`.
    package func expand(_ question: String) async throws -> [String] {
        let prompt = prompts.text(.hypotheticalPassage, Language(of: question) ?? .english, ["question": question])
        let reply = try await model.completion(of: prompt, maximumTokens: Self.maximumTokens, cut: .wholeSentences)
        let passage = String(reply.trimmingCharacters(in: .whitespacesAndNewlines).prefix(Self.longest))
        return passage.contains(where: \.isLetter) ? [passage] : []
    }
}

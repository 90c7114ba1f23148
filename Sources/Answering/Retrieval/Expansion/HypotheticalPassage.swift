import Foundation
import RAGCore

/// Has a completion model invent the passage that would answer the question: the documents' own words are near to it (HyDE).
/// The invention is searched for and never shown to a customer.
///
/// Source: Gao et al., "Precise zero-shot dense retrieval without relevance labels" (ACL 2023).
package struct HypotheticalPassage: QueryExpander {
    private let model: any ChatModel
    private let prompts: PromptLibrary

    /// Characters of it that are searched for, and tokens that the model may take.
    private static let longest = 800
    private static let maximumTokens = 200

    package init(model: any ChatModel, prompts: PromptLibrary) {
        self.model = model
        self.prompts = prompts
    }

    package var name: String { "searched by a hypothetical passage of \(model.name), rankings fused" }

    package func expand(_ question: String) async throws -> [String] {
        let prompt = prompts.text(.hypotheticalPassage, Language(of: question) ?? .english, ["question": question])
        let reply = try await model.completion(of: prompt, maximumTokens: Self.maximumTokens)
        let passage = String(reply.trimmingCharacters(in: .whitespacesAndNewlines).prefix(Self.longest))
        return passage.contains(where: \.isLetter) ? [passage] : []
    }
}

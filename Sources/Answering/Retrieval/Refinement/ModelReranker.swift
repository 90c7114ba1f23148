import RAGCore

/// Reranks passages by asking a completion model for the order of all of them at once.
///
/// Source of the form `[2] > [1] > [3]`: Sun et al., "Is ChatGPT good at search? Investigating large language models
/// as re-ranking agents" (EMNLP 2023). Only numbers are read from the reply.
package struct ModelReranker: Reranker {
    private let model: any ChatModel
    private let prompts: PromptLibrary

    /// The number of characters of a passage that the model sees.
    private static let passageLength = 800

    /// Creates a reranker that asks `model` with the prompt `rerank`.
    package init(model: any ChatModel, prompts: PromptLibrary) {
        self.model = model
        self.prompts = prompts
    }

    /// The name of the model.
    package var name: String { model.name }

    /// Returns the passages that the model named, in its order and without scores. Throws `RAGError` or
    /// `CancellationError`.
    package func judge(_ passages: [String], for question: String) async throws -> [RerankJudgement] {
        let listed = passages.enumerated().map {
            ["number": String($0 + 1), "text": String($1.prefix(Self.passageLength))]
        }
        let prompt = prompts.text(
            .rerank,
            Language(of: question) ?? .english,
            ["passages": listed, "question": question]
        )
        let reply = try await model.completion(of: prompt, maximumTokens: 16 + 6 * passages.count)
        return Self.order(in: reply, count: passages.count).map { RerankJudgement(index: $0, score: nil) }
    }

    /// Returns the positions that `reply` names, from 0, each once. Read are numbers in brackets, or bare numbers if
    /// the reply contains no words. Anything else gives an empty order.
    static func order(in reply: String, count: Int) -> [Int] {
        let bracketed = reply.matches(of: /[\[［【](\d{1,4})[\]］】]/).compactMap { Int($0.1) }
        let isBare = bracketed.isEmpty && !reply.contains(where: \.isLetter)
        let numbers = isBare ? reply.matches(of: /\d{1,4}/).compactMap { Int($0.0) } : bracketed
        var seen: Set<Int> = []
        return numbers.map { $0 - 1 }.filter { (0..<count).contains($0) && seen.insert($0).inserted }
    }
}

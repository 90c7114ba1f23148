import RAGCore

/// A reranker that asks a completion model to put all passages in order at once.
///
/// Source of the form, `[2] > [1] > [3]`: Sun et al., "Is ChatGPT good at search? Investigating large language models as
/// re-ranking agents" (EMNLP 2023). Nothing but numbers is read from the reply.
package struct ModelReranker: Reranker {
    private let model: any ChatModel
    private let prompts: PromptLibrary

    /// Characters of a passage that the model gets to see.
    private static let passageLength = 800

    package init(model: any ChatModel, prompts: PromptLibrary) {
        self.model = model
        self.prompts = prompts
    }

    package var name: String { model.name }

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

    /// The positions that `reply` names, from 0, each once: by numbers in brackets, or by bare numbers where it holds no other
    /// words. Anything else is no order.
    static func order(in reply: String, count: Int) -> [Int] {
        let bracketed = reply.matches(of: /[\[［【](\d{1,4})[\]］】]/).compactMap { Int($0.1) }
        let isBare = bracketed.isEmpty && !reply.contains(where: \.isLetter)
        let numbers = isBare ? reply.matches(of: /\d{1,4}/).compactMap { Int($0.0) } : bracketed
        var seen: Set<Int> = []
        return numbers.map { $0 - 1 }.filter { (0..<count).contains($0) && seen.insert($0).inserted }
    }
}

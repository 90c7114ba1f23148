import RAGCore

/// The tokens of a reply, in the shape of the OpenAI API. Zeros where no model was called.
struct Usage: Encodable, Sendable, Hashable {
    let promptTokens: Int
    let completionTokens: Int
    let totalTokens: Int

    init(_ usage: TokenUsage?) {
        promptTokens = usage?.input ?? 0
        completionTokens = usage?.output ?? 0
        totalTokens = promptTokens + completionTokens
    }
}

import RAGCore

extension ChatModel {
    /// Returns the whole reply to `prompt` at temperature 0. Throws `RAGError` or `CancellationError`.
    func completion(of prompt: String, maximumTokens: Int) async throws -> String {
        let request = ChatRequest(messages: [ChatMessage(.user, prompt)], maximumTokens: maximumTokens, temperature: 0)
        var text = ""
        for try await case .text(let piece) in reply(to: request) { text += piece }
        try Task.checkCancellation()
        return text
    }
}

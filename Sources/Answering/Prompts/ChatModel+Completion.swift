import RAGCore

extension ChatModel {
    /// Returns the whole reply to `prompt` at temperature 0. Throws `RAGError` or `CancellationError`.
    func completion(of prompt: String, maximumTokens: Int) async throws -> String {
        let request = ChatRequest(messages: [ChatMessage(.user, prompt)], maximumTokens: maximumTokens, temperature: 0)
        var text = ""
        for try await event in reply(to: request) {
            switch event {
            case .text(let piece): text += piece
            case .withdrawn: text = ""
            case .usage, .finished: break
            }
        }
        try Task.checkCancellation()
        return text
    }
}

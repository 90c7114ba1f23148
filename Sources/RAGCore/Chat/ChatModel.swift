/// Completes a conversation.
package protocol ChatModel: Sendable {
    /// The name the provider knows the model by.
    var name: String { get }

    /// Streams the reply as it is written. Nothing is fetched ahead of its reader (back-pressure), and dropping or
    /// cancelling the loop that reads it ends the request. Throws `RAGError`.
    func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error>
}

/// A completion model.
package protocol ChatModel: Sendable {
    /// The name by which the provider knows the model.
    var name: String { get }

    /// Streams the reply while it is written. Nothing is fetched ahead of the reader (back-pressure). Ending or
    /// cancelling the loop that reads it ends the request. Throws `RAGError`.
    func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error>
}

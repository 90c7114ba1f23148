/// The reply to one request of a batch.
package struct CompletionBatchReply: Sendable {
    /// The text of a reply.
    package struct Completion: Sendable, Hashable {
        /// The text that the model wrote.
        package let text: String
        /// The tokens used; nil if the service does not report them.
        package let usage: TokenUsage?
        /// The reason why the reply ended, as in `ChatEvent.finished`.
        package let reason: String?

        /// Creates a completion.
        package init(text: String, usage: TokenUsage?, reason: String?) {
            self.text = text
            self.usage = usage
            self.reason = reason
        }
    }

    /// The id of the request; nil if the service sent something that names no request.
    package let id: String?
    /// The completion or the error.
    package let result: Result<Completion, RAGError>

    /// Creates a reply.
    package init(id: String?, result: Result<Completion, RAGError>) {
        self.id = id
        self.result = result
    }
}

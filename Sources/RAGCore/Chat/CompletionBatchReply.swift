/// What came of one request of a batch.
package struct CompletionBatchReply: Sendable {
    package struct Completion: Sendable, Hashable {
        package let text: String
        package let usage: TokenUsage?
        /// Why the reply ended, as `ChatEvent.finished` says it.
        package let reason: String?

        package init(text: String, usage: TokenUsage?, reason: String?) {
            self.text = text
            self.usage = usage
            self.reason = reason
        }
    }

    /// As it was given to the writer; nil where the service sent something that names no request.
    package let id: String?
    package let result: Result<Completion, RAGError>

    package init(id: String?, result: Result<Completion, RAGError>) {
        self.id = id
        self.result = result
    }
}

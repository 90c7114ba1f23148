import RAGCore

/// A completion model that sends nothing: it throws the request that would be sent, for estimates and for provider
/// batches.
package struct DryRunModel: ChatModel {
    /// The request that was not sent.
    package struct UnsentRequest: Error, Sendable {
        /// The request in full.
        package let request: ChatRequest
    }

    /// The name of the model that would be asked.
    package let name: String

    /// Creates a model that stands in for the one called `name`.
    package init(name: String) { self.name = name }

    /// Returns a stream that throws `UnsentRequest`.
    package func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        AsyncThrowingStream { throw UnsentRequest(request: request) }
    }
}

extension AnsweredRow {
    /// Creates the row of a question whose `request` was not sent, with the estimated input as its usage.
    package init(_ question: BatchQuestion, estimating request: ChatRequest) {
        self.init(row: question.row, question: question.text)
        usage = TokenUsage(input: request.estimatedInput, output: 0)
    }
}

import RAGCore

/// A completion model that is not asked: it throws what it would have been asked, for those who count before they pay.
package struct DryRunModel: ChatModel {
    /// The request that was not made.
    package struct UnsentRequest: Error, Sendable {
        package let request: ChatRequest
    }

    package let name: String

    package init(name: String) { self.name = name }

    package func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        AsyncThrowingStream { throw UnsentRequest(request: request) }
    }
}

extension AnsweredRow {
    /// A question that the completion model would have been asked `request` for.
    package init(_ question: BatchQuestion, estimating request: ChatRequest) {
        self.init(row: question.row, question: question.text)
        usage = TokenUsage(input: request.estimatedInput, output: 0)
    }
}

import Foundation
import RAGCore

/// A completion model behind `/chat/completions`, streamed.
///
/// A failure is tried again as the service's `RetryPolicy` says, until the first event was handed out and never after.
package struct OpenAIChatModel: ChatModel {
    package let name: String
    private let service: OpenAIService
    private let refused: RefusedParameters

    package init(name: String, service: OpenAIService) {
        self.name = name
        self.service = service
        refused = RefusedParameters(of: service.endpoint)
    }

    /// Nothing is sent before the reply is first read.
    ///
    /// A loop over the reply whose task is cancelled may end without an error, as `AsyncThrowingStream` has it: call
    /// `Task.checkCancellation()` after it. Only after `finished` is a reply whole.
    package func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let reply = ChatReply(request, model: self)
        return AsyncThrowingStream { try await reply.next() }
    }

    /// Opens the stream and reads its first event.
    fileprivate func open(_ request: ChatRequest) async throws -> (ChatStream, ChatEvent?) {
        let texts = request.messages.map(\.content)
        let redaction = Redaction(key: service.endpoint.apiKey, texts: texts)
        let tokens = service.pacer == nil ? 0 : request.estimatedTokens
        while true {
            let body = ChatBody(request, model: name, without: refused.known)
            var message = service.endpoint.request(.post, "chat/completions")
            message.headers += [
                ("Content-Type", "application/json"), ("Accept", "text/event-stream, application/json"),
            ]
            message.body = try JSONEncoder().encode(body)
            do {
                return try await service.open(message, for: .completion, quoting: texts, tokens: tokens) {
                    exchange,
                    permit in
                    var stream = ChatStream(exchange, permit: permit, redaction: redaction)
                    let first = try await stream.next()
                    return (stream, first)
                }
            } catch let failure as CallFailure where refused.learn(from: failure, sent: body.optional) {
                continue
            }
        }
    }

    fileprivate func explained(_ failure: CallFailure) -> RAGError {
        failure.explained(.completion, at: service.endpoint, model: name)
    }
}

extension ChatRequest {
    /// About what it costs at most, its reply with it.
    fileprivate var estimatedTokens: Int {
        messages.reduce(maximumTokens ?? 0) { $0 + TokenEstimator.count($1.content) }
    }
}

/// A reply under way: opened by the first look at it, over after an error.
private actor ChatReply {
    private enum State {
        case unopened(ChatRequest)
        case open(ChatStream)
        case over
    }

    private let model: OpenAIChatModel
    private var state: State

    init(_ request: ChatRequest, model: OpenAIChatModel) {
        self.model = model
        state = .unopened(request)
    }

    func next() async throws -> ChatEvent? {
        let was = state
        state = .over
        do {
            switch was {
            case .unopened(let request):
                let (stream, first) = try await model.open(request)
                state = .open(stream)
                return first
            case .open(var stream):
                let event = try await stream.next()
                state = .open(stream)
                return event
            case .over:
                return nil
            }
        } catch let failure as CallFailure {
            throw model.explained(failure)
        }
    }
}

import Foundation
import RAGCore
import Synchronization

/// A completion model behind `/chat/completions`, with streamed replies.
///
/// A failed request is retried by the `RetryPolicy` of the service until the first event was returned, and never after
/// that.
package struct OpenAIChatModel: ChatModel {
    /// The name of the model at the service.
    package let name: String
    private let service: OpenAIService
    private let refused: RefusedParameters
    private let habit = ReasoningHabit()

    /// Creates a model that is called `name` at the service.
    package init(name: String, service: OpenAIService) {
        self.name = name
        self.service = service
        refused = RefusedParameters(of: service.endpoint)
    }

    /// Returns the events of a reply. The request is sent when the first event is asked for.
    ///
    /// A loop over the events may end without an error if its task is cancelled, because `AsyncThrowingStream` does so.
    /// Call `Task.checkCancellation()` after the loop. A reply is complete only after `finished`. Throws `RAGError`.
    package func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let reply = ChatReply(request, model: self)
        return AsyncThrowingStream { try await reply.next() }
    }

    /// Sends the request and reads the first event of the reply.
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
                    var stream = ChatStream(
                        exchange,
                        permit: permit,
                        redaction: redaction,
                        limits: ReplyLimits(service.timeouts, tokens: request.maximumTokens),
                        holdsBack: habit.isUnopened
                    )
                    let first = try await stream.next()
                    return (stream, first)
                }
            } catch let failure as CallFailure where refused.learn(from: failure, sent: body.optional) {
                continue
            }
        }
    }

    /// Remembers how the model reasons.
    fileprivate func learn(from stream: ChatStream) { if stream.hasUnopenedReasoning { habit.learn() } }

    fileprivate func explained(_ failure: CallFailure) -> RAGError {
        failure.explained(.completion, at: service.endpoint, model: name)
    }
}

extension ChatRequest {
    /// An upper estimate of the tokens of the request and its reply.
    fileprivate var estimatedTokens: Int {
        messages.reduce(maximumTokens ?? 0) { $0 + TokenEstimator.count($1.content) }
    }
}

/// Whether replies of a model begin with reasoning that no tag opens. Once that was seen, their text is held back until
/// the reasoning ends.
private final class ReasoningHabit: Sendable {
    private let seen = Mutex(false)

    var isUnopened: Bool { seen.withLock { $0 } }

    func learn() { seen.withLock { $0 = true } }
}

/// A reply in progress. It opens at the first call of `next` and is over after an error.
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
                model.learn(from: stream)
                return first
            case .open(var stream):
                let event = try await stream.next()
                state = .open(stream)
                model.learn(from: stream)
                return event
            case .over:
                return nil
            }
        } catch let failure as CallFailure {
            throw model.explained(failure)
        }
    }
}

import Foundation
import RAGCore

/// A reader of the events of a streamed reply.
///
/// The reply is complete when the service gives a reason for its end, or sends `[DONE]`. A body that ends before that
/// is an error, because half an answer must not pass for a whole one. The usage event comes right before the last one,
/// wherever the service sends it.
struct ChatStream: Sendable {
    /// The most bytes of a stream.
    static let limit = 256 << 20

    private let exchange: HTTPExchange
    /// The permit of the request, which is held until the reply is complete.
    private let permit: PacingPermit?
    private let redaction: Redaction
    private var form = Form.unknown
    private var events = ServerSentEvents()
    private var received = 0
    private var filter: ReasoningFilter
    private var limits: ReplyLimits
    private var characterLimit = CharacterLimit()
    private var usage: TokenUsage?
    private var reason: String?
    private var isWhole = false
    private var pending: ArraySlice<ChatEvent> = []

    private enum Form {
        case unknown, events, ended
    }

    /// Creates a reader. `holdsBack` is true for a model that begins with reasoning which no tag opens.
    init(
        _ exchange: HTTPExchange,
        permit: PacingPermit? = nil,
        redaction: Redaction,
        limits: ReplyLimits,
        holdsBack: Bool = false
    ) {
        self.exchange = exchange
        self.permit = permit
        self.redaction = redaction
        self.limits = limits
        filter = ReasoningFilter(holdsBack: holdsBack)
    }

    /// Whether the reply began with reasoning that no tag opened.
    var hasUnopenedReasoning: Bool { filter.isUnopened }

    /// Returns the next event; nil after `finished`. Throws `CallFailure`, or `CancellationError`.
    mutating func next() async throws -> ChatEvent? {
        while true {
            if let event = pending.popFirst() { return event }
            if form == .ended { return nil }
            let start = ContinuousClock.now
            if let event = events.next() {
                try take(event)
            } else {
                try await readOn()
            }
            // Reading what holds no words is waiting, too.
            if form != .ended { try count(.now - start) }
        }
    }

    private mutating func count(_ duration: Duration) throws {
        do {
            try limits.wait(duration)
        } catch let error as HTTPError {
            if isWhole { return finish() }
            throw CallFailure.transport(error)
        }
    }

    private mutating func readOn() async throws {
        do {
            guard let bytes = try await exchange.next() else { return try end() }
            received += bytes.count
            guard received <= Self.limit else { throw HTTPError(.tooLarge(Self.limit)) }
            if form == .unknown, try await isPlainBody(bytes) { return }
            try events.append(bytes)
        } catch let error as HTTPError {
            // Some servers close the connection, or send nothing more, after the reason for the end.
            if isWhole { return finish() }
            throw CallFailure.transport(error)
        } catch let error as ServerSentEvents.TooLong {
            throw CallFailure.transport(HTTPError(.tooLarge(error.limit)))
        }
    }

    /// Reads the whole body if it is one JSON object instead of a stream, and returns whether it was.
    private mutating func isPlainBody(_ bytes: [UInt8]) async throws -> Bool {
        guard let first = bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }) else {
            return false
        }
        if first == UInt8(ascii: "<") { throw CallFailure.malformed("answered with a web page") }
        form = .events
        guard first == UInt8(ascii: "{") else { return false }
        try take(bytes + (try await exchange.rest(limit: 16 << 20)))
        guard isWhole else { throw CallFailure.malformed("answered without a completion") }
        finish()
        return true
    }

    private mutating func take(_ event: ServerSentEvents.Event) throws {
        if event.data.elementsEqual("[DONE]".utf8) {
            isWhole = true
            exchange.discardRest()
            finish()
        } else if event.name == "error" {
            throw failure(event.data)
        } else if event.name == "message" || !event.data.isEmpty {
            try take(event.data)
        }
    }

    private mutating func take(_ data: [UInt8]) throws {
        guard let chunk = try? JSONDecoder().decode(ChatChunk.self, from: Data(data)) else { throw failure(data) }
        if chunk.isError { throw failure(data) }
        guard let choices = chunk.choices else {
            // Without choices and usage this is an error object, or a chunk of an unknown kind.
            if chunk.tokens == nil, ProviderError(data) != nil { throw failure(data) }
            usage = chunk.tokens ?? usage
            return
        }
        usage = chunk.tokens ?? usage
        guard !choices.isEmpty, let choice = chunk.choice else { return }
        if let words = choice.delta ?? choice.message {
            limits.take((words.content?.utf8.count ?? 0) + words.reasoning)
            if let text = words.content, !text.isEmpty { pending += filter.consume(bounded(text)).map(ChatEvent.init) }
        }
        if limits.isTooLong {
            // The service ignores the limit of the request, so it is kept here.
            (reason, isWhole) = ("length", true)
            exchange.end()
            return finish()
        }
        if let reason = choice.finishReason { self.reason = reason }
        if choice.finishReason != nil || choice.message != nil { isWhole = true }
    }

    /// Returns the text without marks that a letter has too many of.
    private mutating func bounded(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where characterLimit.admits(scalar) { kept.append(scalar) }
        return String(kept)
    }

    private mutating func end() throws {
        if let event = events.last() {
            try take(event)
            if form == .ended { return }
        }
        guard isWhole else { throw CallFailure.malformed("ended its reply too early") }
        finish()
    }

    private mutating func finish() {
        pending += filter.finish().map(ChatEvent.init)
        if let usage { pending.append(.usage(usage)) }
        pending.append(.finished(reason: reason))
        form = .ended
        permit?.leave(tokens: usage.map { $0.input + $0.output })
    }

    private func failure(_ data: [UInt8]) -> CallFailure {
        guard let error = ProviderError(data) else {
            return .malformed("sent a part of its reply that is not the expected JSON")
        }
        return .stopped((error.message ?? error.code ?? error.type).map(redaction.clean))
    }
}

extension ChatEvent {
    init(_ output: ReasoningFilter.Output) {
        switch output {
        case .text(let text): self = .text(text)
        case .withdrawn: self = .withdrawn
        }
    }
}

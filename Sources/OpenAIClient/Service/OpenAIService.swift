import Foundation
import Logging
import RAGCore

/// An OpenAI-compatible service: where it is, over what, and with how much patience. Embedder and chat model share one.
package struct OpenAIService: Sendable {
    package let endpoint: Endpoint
    let client: HTTPClient
    let timeouts: HTTPTimeouts
    let retry: RetryPolicy
    let timing: Timing
    /// What its requests pass through; nil for each on its own.
    package let pacer: Pacer?

    static let logger = Logger(label: "kefu.service")

    /// - Parameter pacer: for a job of many requests, whose workers share it: a request waits for its turn, and one that comes too fast
    ///   is sent again in time without counting as a retry. Without one, each request decides for itself, as suits a
    ///   conversation.
    package init(
        endpoint: Endpoint,
        client: HTTPClient,
        timeouts: HTTPTimeouts = HTTPTimeouts(),
        retry: RetryPolicy = RetryPolicy(),
        pacer: Pacer? = nil
    ) {
        self.init(
            endpoint: endpoint,
            client: client,
            timeouts: timeouts,
            retry: retry,
            timing: Timing(),
            pacer: pacer
        )
    }

    init(
        endpoint: Endpoint,
        client: HTTPClient,
        timeouts: HTTPTimeouts,
        retry: RetryPolicy,
        timing: Timing,
        pacer: Pacer? = nil
    ) {
        self.endpoint = endpoint
        self.client = client
        self.timeouts = timeouts
        self.retry = retry
        self.timing = timing
        self.pacer = pacer
    }

    /// The same service, asked once.
    var withoutRetries: OpenAIService {
        OpenAIService(
            endpoint: endpoint,
            client: client,
            timeouts: timeouts,
            retry: RetryPolicy(maximumRetries: 0),
            timing: timing,
            pacer: pacer
        )
    }

    /// Names of the models that the service offers, in its order. Throws `RAGError`.
    package func models() async throws -> [String] {
        do {
            return try await call(endpoint.request(.get, "models"), for: .models) { exchange in
                let body = try await exchange.rest(limit: 8 << 20)
                guard let list = try? JSONDecoder().decode(ModelList.self, from: Data(body)) else {
                    throw CallFailure.malformed("answered with something that is no list of models")
                }
                return list.data.map(\.id)
            }
        } catch let failure as CallFailure {
            throw failure.explained(.models, at: endpoint)
        }
    }

    private struct ModelList: Decodable {
        struct Model: Decodable {
            let id: String
        }

        let data: [Model]
    }

    /// Sends `request` and has `read` make something of the whole of the successful reply; tries again as the policy says
    /// until `read` has returned. Throws `CallFailure`, or `CancellationError`.
    /// - Parameter texts: the customer's words in the request, which no error may repeat.
    func call<Reply: Sendable>(
        _ request: HTTPRequest,
        for purpose: Purpose,
        quoting texts: [String] = [],
        read: @Sendable (HTTPExchange) async throws -> Reply
    ) async throws -> Reply {
        let tokens = pacer == nil ? 0 : texts.reduce(0) { $0 + TokenEstimator.count($1) }
        return try await open(request, for: purpose, quoting: texts, tokens: tokens) { exchange, permit in
            defer { permit?.leave() }
            return try await read(exchange)
        }
    }

    /// The same for a reply that is read on after `read` has returned: it keeps the place of the request until then.
    /// - Parameter tokens: about what the request costs, its reply with it.
    func open<Reply: Sendable>(
        _ request: HTTPRequest,
        for purpose: Purpose,
        quoting texts: [String],
        tokens: Int,
        read: @Sendable (HTTPExchange, PacingPermit?) async throws -> Reply
    ) async throws -> Reply {
        var request = request
        request.timeouts = timeouts
        request.sentMark = purpose.sentMark
        request.repliedMark = purpose.repliedMark
        var retries = 0
        while true {
            let permit = try await pacer?.admit(tokens: tokens)
            do {
                return try await attempt(request, permit, quoting: texts, read: read)
            } catch let failure as CallFailure {
                if let permit, isPaced(failure, permit) { continue }
                let pause = retry.pause(after: failure, retries: retries, now: timing.now(), jitter: timing.jitter())
                guard let pause else { throw failure }
                // A short pause is nobody's concern; a long one would look like a hang.
                Self.logger.log(
                    level: pause < .seconds(2) ? .debug : .warning,
                    "a request failed and is sent again after a pause",
                    metadata: [
                        "host": "\(endpoint.name)", "status": "\(failure.httpStatus.map(String.init) ?? "none")",
                        "pause": "\(pause)", "retry": "\(retries + 1) of \(retry.maximumRetries)",
                    ]
                )
                try await timing.sleep(pause)
                retries += 1
            }
        }
    }

    private func attempt<Reply: Sendable>(
        _ request: HTTPRequest,
        _ permit: PacingPermit?,
        quoting texts: [String],
        read: @Sendable (HTTPExchange, PacingPermit?) async throws -> Reply
    ) async throws -> Reply {
        do {
            let exchange = client.start(request)
            let head = try await exchange.head()
            guard head.isSuccess else {
                let body = try await Self.beginning(of: exchange)
                throw CallFailure.status(
                    ErrorResponse(head: head, body: body, secrets: Redaction(key: endpoint.apiKey, texts: texts))
                )
            }
            permit?.note(.taken(RateHints(head, now: timing.now())))
            return try await read(exchange, permit)
        } catch let error as HTTPError {
            throw CallFailure.transport(error)
        }
    }

    /// Tells the pacer of a failure, and gives up the request's permit; whether the request is to wait for its turn again.
    private func isPaced(_ failure: CallFailure, _ permit: PacingPermit) -> Bool {
        defer { permit.leave(tokens: 0) }
        guard let pacer, let reply = failure.pacingReply(now: timing.now()) else { return false }
        let wasPaused = pacer.status.secondsToResumption != nil
        permit.note(reply)
        if !wasPaused, let pause = pacer.status.secondsToResumption, pause >= Self.noticedPause {
            Self.logger.warning(
                "a service asks to slow down, and is sent nothing for a while",
                metadata: ["host": "\(endpoint.name)", "seconds": "\(Int(pause.rounded()))"]
            )
        }
        guard case .refused(let hints) = reply else { return false }
        // A service that says when to return is waited for; one that only refuses, for as long as it took to lose patience.
        return hints.retryAfter != nil || pacer.secondsWithoutSuccess < Self.patience
    }

    /// Seconds for which a service may refuse every request without saying when to come back.
    private static let patience = 600.0
    /// Seconds of a pause that would look like a hang.
    private static let noticedPause = 10.0

    /// As much of an error's body as arrives, up to 64 KiB: the status alone says enough.
    private static func beginning(of exchange: HTTPExchange) async throws -> [UInt8] {
        var body: [UInt8] = []
        do {
            while body.count < 65_536, let bytes = try await exchange.next() { body += bytes }
        } catch is HTTPError {}
        return Array(body.prefix(65_536))
    }
}

extension OpenAIService {
    /// Time and chance, as the retries see them; tests put their own in permit.
    struct Timing: Sendable {
        var now: @Sendable () -> Date = { Date() }
        var jitter: @Sendable () -> Double = { .random(in: 0..<1) }
        var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    }
}

extension CallFailure {
    /// What the failure says of the service's load; nil where it says nothing.
    fileprivate func pacingReply(now: Date) -> PacingPolicy.Reply? {
        switch self {
        case .transport(let error):
            switch error.kind {
            case .cannotConnect, .timedOut, .broken: .overloaded(RateHints())
            default: nil
            }
        case .status(let answer):
            switch answer.status {
            // No wait fills an account.
            case _ where answer.isOutOfQuota: nil
            case 429: .refused(RateHints(answer.head, now: now))
            case 408, 502, 503, 504, 529: .overloaded(RateHints(answer.head, now: now))
            default: nil
            }
        case .malformed, .stopped: nil
        }
    }
}

import Foundation
import Logging
import RAGCore

/// An OpenAI-compatible service: its address, the client, time limits and the retry policy. Models share one.
package struct OpenAIService: Sendable {
    /// The address, key and headers.
    package let endpoint: Endpoint
    let client: HTTPClient
    let timeouts: HTTPTimeouts
    let retry: RetryPolicy
    let timing: Timing
    /// The pacer of all requests; nil if each request decides for itself.
    package let pacer: Pacer?

    static let logger = Logger(label: "kefu.service")

    /// Creates a service.
    /// - Parameter pacer: for a job of many requests whose workers share it. A request waits for its turn, and a
    ///   request that the service refuses because of its rate is sent again later without counting as a retry. Without
    ///   a pacer each request decides for itself, which suits a conversation.
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

    /// The same service without retries.
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

    /// Returns the names of the models that the service offers, in its order. Throws `RAGError`.
    package func models() async throws -> [String] {
        do {
            return try await call(endpoint.request(.get, "models"), for: .models) { exchange in
                let body = try await exchange.rest(limit: 8 << 20)
                guard let list = try? JSONDecoder().decode(ModelList.self, from: Data(body)) else {
                    throw CallFailure.malformed("sent a reply that is not a list of models")
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

    /// Sends `request` and returns what `read` makes of the successful reply. Retries by the policy until `read` has
    /// returned. Throws `CallFailure`, or `CancellationError`.
    /// - Parameter texts: the customer's texts in the request, which no error may repeat.
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

    /// Sends `request` like `call`, for a reply that is read further after `read` has returned. `read` receives the
    /// permit of the request and keeps it until the reply ends.
    /// - Parameter tokens: an estimate of the tokens of the request and its reply.
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
                return try await attempt(request, permit, for: purpose, quoting: texts, read: read)
            } catch let failure as CallFailure {
                if let permit, isPaced(failure, permit) { continue }
                let pause = retry.pause(after: failure, retries: retries, now: timing.now(), jitter: timing.jitter())
                guard let pause else { throw failure }
                // A short pause is not worth a warning. A long one would look like a hang.
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
        for purpose: Purpose,
        quoting texts: [String],
        read: @Sendable (HTTPExchange, PacingPermit?) async throws -> Reply
    ) async throws -> Reply {
        do {
            let exchange = client.start(request)
            let head = try await exchange.head()
            guard head.isSuccess else {
                let body = try await Self.beginning(of: exchange)
                throw CallFailure.status(
                    ErrorResponse(
                        head: head,
                        body: body,
                        secrets: Redaction(key: endpoint.apiKey, texts: texts),
                        // The texts of a batch are in its file, not in the requests about it.
                        withholdsMessage: purpose == .batches
                    )
                )
            }
            permit?.note(.taken(RateHints(head, now: timing.now())))
            return try await read(exchange, permit)
        } catch let error as HTTPError {
            throw CallFailure.transport(error)
        }
    }

    /// Reports a failure to the pacer and releases the permit. Returns whether the request shall wait for its turn
    /// again.
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
        return Self.waits(hints.retryAfter ?? 0, after: pacer.secondsWithoutSuccess)
    }

    /// Returns whether a refused request is sent again in `pause` seconds, after so many seconds without a success. A
    /// service that names a time again and again is not waited for without end.
    static func waits(_ pause: Double, after secondsWithoutSuccess: Double) -> Bool {
        secondsWithoutSuccess + pause < patience
    }

    /// The time in seconds for which a service may refuse every request.
    private static let patience = 600.0
    /// The length in seconds from which a pause would look like a hang.
    private static let noticedPause = 10.0

    /// Returns the body of an error reply as far as it arrives, up to 64 KiB. The status alone is enough for an error.
    private static func beginning(of exchange: HTTPExchange) async throws -> [UInt8] {
        var body: [UInt8] = []
        do {
            try await exchange.rest(limit: 65_536, per: 65_536) { body += $0 }
        } catch is HTTPError {}
        return body
    }
}

extension OpenAIService {
    /// The clock and the randomness of retries, which tests replace.
    struct Timing: Sendable {
        var now: @Sendable () -> Date = { Date() }
        var jitter: @Sendable () -> Double = { .random(in: 0..<1) }
        var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    }
}

extension CallFailure {
    /// The report for the pacer; nil if the failure says nothing about the load of the service.
    fileprivate func pacingReply(now: Date) -> PacingPolicy.Reply? {
        switch self {
        case .transport(let error):
            switch error.kind {
            case .cannotConnect, .timedOut, .broken: .overloaded(RateHints())
            default: nil
            }
        case .status(let answer):
            switch answer.status {
            // Waiting does not help if the quota is used up.
            case _ where answer.isOutOfQuota: nil
            case 429: .refused(RateHints(answer.head, now: now))
            case 408, 502, 503, 504, 529: .overloaded(RateHints(answer.head, now: now))
            default: nil
            }
        case .malformed, .stopped: nil
        }
    }
}

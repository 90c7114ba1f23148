import Foundation
import Logging
import RAGCore

/// An OpenAI-compatible service: where it is, over what, and with how much patience. Embedder and chat model share one.
package struct OpenAIService: Sendable {
    package let endpoint: Endpoint
    let client: HTTPClient
    let timeouts: HTTPTimeouts
    let retry: RetryPolicy
    let pacing: Pacing

    static let logger = Logger(label: "kefu.service")

    package init(
        endpoint: Endpoint,
        client: HTTPClient,
        timeouts: HTTPTimeouts = HTTPTimeouts(),
        retry: RetryPolicy = RetryPolicy()
    ) {
        self.init(endpoint: endpoint, client: client, timeouts: timeouts, retry: retry, pacing: Pacing())
    }

    init(endpoint: Endpoint, client: HTTPClient, timeouts: HTTPTimeouts, retry: RetryPolicy, pacing: Pacing) {
        self.endpoint = endpoint
        self.client = client
        self.timeouts = timeouts
        self.retry = retry
        self.pacing = pacing
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

    /// Sends `request` and has `read` make something of the successful reply; tries again as the policy says until
    /// `read` has returned. Throws `CallFailure`, or `CancellationError`.
    /// - Parameter texts: the customer's words in the request, which no error may repeat.
    func call<Reply: Sendable>(
        _ request: HTTPRequest,
        for purpose: Purpose,
        quoting texts: [String] = [],
        read: @Sendable (HTTPExchange) async throws -> Reply
    ) async throws -> Reply {
        var request = request
        request.timeouts = timeouts
        request.sentMark = purpose.sentMark
        request.repliedMark = purpose.repliedMark
        var retries = 0
        while true {
            do {
                return try await attempt(request, quoting: texts, read: read)
            } catch let failure as CallFailure {
                let pause = retry.pause(after: failure, retries: retries, now: pacing.now(), jitter: pacing.jitter())
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
                try await pacing.sleep(pause)
                retries += 1
            }
        }
    }

    private func attempt<Reply: Sendable>(
        _ request: HTTPRequest,
        quoting texts: [String],
        read: @Sendable (HTTPExchange) async throws -> Reply
    ) async throws -> Reply {
        do {
            let exchange = client.start(request)
            let head = try await exchange.head()
            guard head.isSuccess else {
                let body = try await Self.beginning(of: exchange)
                throw CallFailure.status(
                    ServiceAnswer(head: head, body: body, secrets: Redaction(key: endpoint.apiKey, texts: texts))
                )
            }
            return try await read(exchange)
        } catch let error as HTTPError {
            throw CallFailure.transport(error)
        }
    }

    /// As much of an error's body as arrives, up to 64 KiB: the status alone says enough.
    private static func beginning(of exchange: HTTPExchange) async throws -> [UInt8] {
        var body: [UInt8] = []
        do {
            while body.count < 65_536, let bytes = try await exchange.next() { body += bytes }
        } catch is HTTPError {}
        return Array(body.prefix(65_536))
    }
}

/// Time and chance, as the retries see them; tests put their own in place.
struct Pacing: Sendable {
    var now: @Sendable () -> Date = { Date() }
    var jitter: @Sendable () -> Double = { .random(in: 0..<1) }
    var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
}

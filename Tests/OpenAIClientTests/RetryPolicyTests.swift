import Foundation
import Testing

@testable import OpenAIClient

@Suite("Retry policy")
struct RetryPolicyTests {
    private static let now = Date(timeIntervalSince1970: 1_700_000_000)

    private func pause(
        _ status: Int,
        _ headers: [String: String] = [:],
        body: String = "",
        retries: Int = 0,
        jitter: Double = 0,
        policy: RetryPolicy = RetryPolicy()
    ) -> Duration? {
        let head = HTTPHead(status: status, headers: headers)
        let answer = ErrorResponse(head: head, body: Array(body.utf8), secrets: Redaction())
        return policy.pause(after: .status(answer), retries: retries, now: Self.now, jitter: jitter)
    }

    @Test("only 408, 409, 429 and 5xx are retried")
    func statuses() {
        for status in [408, 409, 429, 500, 502, 503, 504, 529] { #expect(pause(status) == .seconds(0.5)) }
        for status in [301, 400, 401, 403, 404, 413, 422] { #expect(pause(status) == nil) }
    }

    @Test("the service's x-should-retry header decides")
    func shouldRetry() {
        #expect(pause(400, ["x-should-retry": "true"]) == .seconds(0.5))
        #expect(pause(500, ["x-should-retry": "false"]) == nil)
    }

    @Test("pauses double from half a second to eight, and jitter shortens them by up to a quarter")
    func backoff() {
        let policy = RetryPolicy(maximumRetries: 100)
        let pauses = [0, 1, 2, 3, 4, 5, 99].map { pause(500, retries: $0, policy: policy) }
        #expect(pauses == [0.5, 1, 2, 4, 8, 8, 8].map { .seconds($0) })
        #expect(pause(500, retries: 4, jitter: 1, policy: policy) == .seconds(6))
    }

    @Test("no more retries than allowed are made")
    func limit() {
        #expect(pause(500, retries: 1) != nil)
        #expect(pause(500, retries: 2) == nil)
        #expect(pause(500, policy: RetryPolicy(maximumRetries: 0)) == nil)
    }

    @Test(
        "a retry waits as long as the service asks, up to a minute",
        arguments: [
            (["retry-after": "7"], 7), (["retry-after": "1.5"], 1.5), (["retry-after-ms": "250"], 0.25),
            (["retry-after-ms": "250", "retry-after": "7"], 0.25),
            (["retry-after": "Tue, 14 Nov 2023 22:13:50 GMT"], 30),
            (["retry-after": "60"], 60), (["retry-after": "61"], 0.5), (["retry-after": "0"], 0.5),
            (["retry-after": "-3"], 0.5), (["retry-after": "soon"], 0.5), (["retry-after": "nan"], 0.5),
            (["retry-after": "Tue, 14 Nov 2023 22:13:10 GMT"], 0.5), (["retry-after-ms": "x", "retry-after": "2"], 2),
        ] as [([String: String], Double)]
    )
    func asked(headers: [String: String], seconds: Double) {
        #expect(pause(429, headers) == .seconds(seconds))
    }

    @Test("a used-up quota is not retried")
    func quota() {
        #expect(pause(429, body: #"{"error":{"message":"x","code":"insufficient_quota"}}"#) == nil)
        #expect(pause(429, body: #"{"error":{"message":"x","type":"insufficient_quota"}}"#) == nil)
        #expect(pause(402) == nil)
    }

    @Test("a failure that a new connection may cure is retried")
    func transport() {
        func pause(_ kind: HTTPError.Kind) -> Duration? {
            RetryPolicy().pause(after: .transport(HTTPError(kind)), retries: 0, now: Self.now, jitter: 0)
        }
        for kind in [.cannotResolve, .cannotConnect, .proxyFailed, .broken, .timedOut(.idle, .zero)] as [HTTPError.Kind]
        {
            #expect(pause(kind) == .seconds(0.5))
        }
        for kind in [.tlsFailed, .certificateFileUnreadable, .tooLarge(1), .closed] as [HTTPError.Kind] {
            #expect(pause(kind) == nil)
        }
    }
}

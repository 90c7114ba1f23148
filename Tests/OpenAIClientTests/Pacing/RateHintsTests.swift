import Foundation
import Testing

@testable import OpenAIClient

@Suite("Rate headers")
struct RateHintsTests {
    @Test(
        "times are read in the forms that services use",
        arguments: [
            ("1s", 1), ("6m0s", 360), ("12ms", 0.012), ("2m59.56s", 179.56), ("1h2m3s", 3723), ("0.5", 0.5), ("60", 60),
            ("0s", 0), ("", nil), ("soon", nil), ("1x", nil), ("1732250000", nil), ("2026-11-22T04:00:00Z", nil),
            ("5m5", 305), ("..s", nil), ("-1s", nil),
        ] as [(String, Double?)]
    )
    func times(text: String, seconds: Double?) {
        let read = RateHints.seconds(in: text)
        if let seconds, let read {
            #expect(abs(read - seconds) < 1e-9)
        } else {
            #expect(read == seconds)
        }
    }

    @Test("each header is read on its own, and may be missing or invalid")
    func headers() {
        let head = HTTPHead(
            status: 200,
            headers: [
                "x-ratelimit-limit-requests": "600", "x-ratelimit-remaining-requests": "599",
                "x-ratelimit-reset-requests": "100ms", "x-ratelimit-limit-tokens": "many",
                "x-ratelimit-remaining-tokens": "-3", "retry-after": "2",
            ]
        )
        let hints = RateHints(head, now: Date())
        #expect(hints.requests == .init(limit: 600, remaining: 599, reset: 0.1))
        #expect(hints.tokens == .init())
        #expect(hints.retryAfter == 2)
        #expect(RateHints(HTTPHead(status: 200, headers: [:]), now: Date()) == RateHints())
    }

    @Test(
        "a limit counts per minute, or per shorter time if it is whole again sooner",
        arguments: [
            (600, 599, 0.1, 9.8), (600, 10, 59, 9.8), (600, 600, 0, 9.8), (10, 9, 0.1, 9.8),
            (10_000, 9_999, 8.64, 10_000.0 / 60 * 0.98),
        ] as [(Double, Double, Double, Double)]
    )
    func rate(limit: Double, remaining: Double, reset: Double, rate: Double) {
        var stated = StatedRate(perMinute: nil)
        stated.learn(from: .init(limit: limit, remaining: remaining, reset: reset))
        #expect(abs(stated.rate - rate) < 1e-6)
    }

    @Test("a stated limit does not raise a set one")
    func set() {
        var stated = StatedRate(perMinute: 60)
        stated.learn(from: .init(limit: 600))
        #expect(stated.rate == 0.98)
        stated.learn(from: .init(limit: 30))
        #expect(stated.rate == 0.49)
    }
}

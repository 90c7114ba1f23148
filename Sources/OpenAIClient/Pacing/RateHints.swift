import CCurl
import Foundation

/// The limits of a service that the headers of a reply state (<https://platform.openai.com/docs/guides/rate-limits>).
struct RateHints: Sendable, Hashable {
    /// One limit: its size, what is left of it, and the seconds until it is whole again. Each may be missing.
    struct Allowance: Sendable, Hashable {
        var limit: Double?
        var remaining: Double?
        var reset: Double?
    }

    var requests = Allowance()
    var tokens = Allowance()
    /// The seconds, above 0, that the service asks to wait.
    var retryAfter: Double?

    init(requests: Allowance = Allowance(), tokens: Allowance = Allowance(), retryAfter: Double? = nil) {
        self.requests = requests
        self.tokens = tokens
        self.retryAfter = retryAfter
    }

    /// Reads `retry-after-ms`, `retry-after` and the `x-ratelimit-` headers of requests and tokens.
    init(_ head: HTTPHead, now: Date) {
        func allowance(_ what: String) -> Allowance {
            func number(_ name: String) -> Double? {
                head["x-ratelimit-\(name)-\(what)"].flatMap(Double.init).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
            }
            return Allowance(
                limit: number("limit"),
                remaining: number("remaining"),
                reset: head["x-ratelimit-reset-\(what)"].flatMap(Self.seconds(in:))
            )
        }
        self.init(requests: allowance("requests"), tokens: allowance("tokens"), retryAfter: head.retryAfter(now: now))
    }

    /// Returns the seconds in a text such as `6m0s`, `2m59.56s`, `1h`, `12ms` or `0.5`; nil for any other text, also
    /// for a date.
    static func seconds(in text: String) -> Double? {
        let units = ["h": 3600.0, "m": 60, "s": 1, "ms": 0.001, "": 1]
        var (total, rest) = (0.0, text[...])
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let number = Double(digits), let factor = units[String(unit)], !unit.isEmpty || rest.isEmpty else {
                return nil
            }
            total += number * factor
        }
        // A larger number is a point in time, not a duration.
        return text.isEmpty || total > 1e8 ? nil : total
    }
}

extension HTTPHead {
    /// Returns the seconds, above 0, that the service asks to wait.
    func retryAfter(now: Date) -> Double? {
        let asked =
            self["retry-after-ms"].flatMap(Double.init).map { $0 / 1000 }
            ?? self["retry-after"].flatMap { Double($0) ?? Self.seconds(until: $0, now: now) }
        return asked.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    }

    /// Returns the seconds from `now` to an HTTP date (RFC 9110, 5.6.7).
    private static func seconds(until date: String, now: Date) -> Double? {
        let moment = curl_getdate(date, nil)
        return moment == -1 ? nil : Date(timeIntervalSince1970: Double(moment)).timeIntervalSince(now)
    }
}

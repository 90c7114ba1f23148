import Foundation
import Hummingbird

/// The parameters behind the question mark of an address. An empty one counts as missing.
struct QueryParameters: Sendable {
    private let values: [String: String]

    init(_ request: Request) {
        values = (request.uri.query ?? "").split(separator: "&").reduce(into: [:]) { values, pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values[Self.decoded(parts[0])] = parts.count == 2 ? Self.decoded(parts[1]) : ""
        }
    }

    /// Returns the text that a form has written (https://url.spec.whatwg.org/#urlencoded-parsing): a plus is a blank.
    private static func decoded(_ text: Substring) -> String {
        let blanks = String(text).replacing("+", with: " ")
        return blanks.removingPercentEncoding ?? blanks
    }

    init(_ values: [String: String]) { self.values = values }

    subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// Returns the value that `parse` reads; nil where it is missing. Throws `APIError` where `parse` returns nil.
    func value<Value>(_ name: String, _ expected: String, parse: (String) -> Value?) throws(APIError) -> Value? {
        guard let text = self[name] else { return nil }
        guard let value = parse(text) else {
            throw .invalid(name, "\(name) takes \(expected)", "\(name) 应为 \(expected)")
        }
        return value
    }

    func number(_ name: String, default fallback: Int, in range: ClosedRange<Int>) throws(APIError) -> Int {
        try value(name, "\(range.lowerBound)–\(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        } ?? fallback
    }

    /// Returns the beginning of a day, such as `2026-11-01`, in the time zone of this machine, as in the figures.
    func day(_ name: String, _ calendar: Calendar = Calendar(identifier: .gregorian)) throws(APIError) -> Date? {
        try value(name, "2026-11-01") { text in
            let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
            guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
            return calendar.date(from: DateComponents(year: year, month: month, day: day))
        }
    }
}

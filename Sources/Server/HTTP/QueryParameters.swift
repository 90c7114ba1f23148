import Foundation
import Hummingbird

/// The parameters behind the question mark of an address. An empty one counts as missing.
struct QueryParameters: Sendable {
    private let values: [String: String]

    init(_ request: Request) {
        values = request.uri.queryParameters.reduce(into: [:]) { $0[String($1.key)] = String($1.value) }
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

    /// Returns the beginning of a day of the universal time, such as `2026-11-01`.
    func day(_ name: String) throws(APIError) -> Date? {
        try value(name, "2026-11-01") { text in
            let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
            guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = .gmt
            return calendar.date(from: DateComponents(year: year, month: month, day: day))
        }
    }
}

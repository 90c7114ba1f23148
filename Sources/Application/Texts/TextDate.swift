import Foundation

/// Dates as people and programs write them in tables.
enum TextDate {
    /// Returns the time that `text` names: an ISO 8601 date or time, `2026/11/30`, `2026年11月30日`, each with or
    /// without a time of day, or seconds since 1970. Without a zone the local one is meant. Returns nil for anything
    /// else.
    static func parse(_ text: String) -> Date? {
        if let seconds = Double(text), seconds > 100_000_000, seconds < 10_000_000_000 {
            return Date(timeIntervalSince1970: seconds)
        }
        if let date = try? Date(text, strategy: .iso8601) { return date }
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.map { Int($0) ?? -1 }
        guard numbers.count >= 3, numbers.count <= 7, (1970...9_999).contains(numbers[0]),
            (1...12).contains(numbers[1]), (1...31).contains(numbers[2])
        else { return nil }
        func number(_ place: Int) -> Int { numbers.count > place ? numbers[place] : 0 }
        return Calendar(identifier: .gregorian).date(
            from: DateComponents(
                year: numbers[0],
                month: numbers[1],
                day: numbers[2],
                hour: number(3),
                minute: number(4),
                second: number(5)
            )
        )
    }
}

import Foundation

/// The hours of the week in which people answer.
package struct BusinessHours: Sendable, Hashable {
    private struct Span: Sendable, Hashable {
        /// The days, 1 for Monday to 7 for Sunday.
        let days: Set<Int>
        /// Minutes since midnight.
        let minutes: Range<Int>
    }

    private static let dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private let spans: [Span]
    private let zone: TimeZone
    /// The lines as they were written, to show to a customer.
    package let text: String

    /// Reads lines such as `Mon-Fri 9:00-18:00`, `Sat 10:00-16:00` or `daily 8:00-24:00`. Returns nil if one is not
    /// like that.
    package init?(_ lines: [String], in zone: TimeZone) {
        var spans: [Span] = []
        for line in lines {
            let parts = line.lowercased().split(separator: " ")
            guard parts.count == 2, let days = Self.days(parts[0]), let minutes = Self.minutes(parts[1]) else {
                return nil
            }
            spans.append(Span(days: days, minutes: minutes))
        }
        guard !spans.isEmpty else { return nil }
        self.spans = spans
        self.zone = zone
        text = lines.joined(separator: ", ")
    }

    /// Returns whether people answer at `time`.
    package func isOpen(at time: Date) -> Bool {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.weekday, .hour, .minute], from: time)
        // Foundation counts from Sunday, 1.
        let day = ((parts.weekday ?? 1) + 5) % 7 + 1
        let minute = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
        return spans.contains { $0.days.contains(day) && $0.minutes.contains(minute) }
    }

    private static func days(_ text: Substring) -> Set<Int>? {
        if text == "daily" { return Set(1...7) }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end in
            dayNames.firstIndex(of: String(end.prefix(3))).map { $0 + 1 }
        }
        switch ends.count {
        case 1: return ends[0].map { [$0] }
        case 2:
            guard let first = ends[0], let last = ends[1], first <= last else { return nil }
            return Set(first...last)
        default: return nil
        }
    }

    private static func minutes(_ text: Substring) -> Range<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(minute)
        guard ends.count == 2, let first = ends[0], let last = ends[1], first < last else { return nil }
        return first..<last
    }

    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
            (0..<60).contains(minute), hour < 24 || minute == 0
        else { return nil }
        return hour * 60 + minute
    }
}

import Foundation

/// The periods into which the texts of an analysis are counted: days, weeks or months, depending on their span.
package struct TopicTimeline: Sendable, Hashable {
    /// The length of a period.
    package enum Unit: String, Sendable, Hashable, Codable {
        case day, week, month

        fileprivate var component: Calendar.Component {
            switch self {
            case .day: .day
            case .week: .weekOfYear
            case .month: .month
            }
        }
    }

    /// The length of the periods.
    package let unit: Unit
    /// The first moment of each period, ascending, without gaps. At least one.
    package let starts: [Date]
    /// The periods that a trend compares: the last ones, and as many before; nil where there is only one period.
    package let recent: Range<Int>?
    /// The periods before `recent`, as many.
    package let earlier: Range<Int>?

    private let end: Date

    /// Longest spans, in days, that are counted by day and by week.
    private static let (mostDays, mostWeekDays) = (21.0, 183.0)

    /// Creates the periods that hold `dates`; nil without dates. With `since`, the trend compares the periods since
    /// that
    /// time with as many before. Weeks begin on Monday.
    package init?(_ dates: [Date], since: Date? = nil, timeZone: TimeZone = .current) {
        guard let first = dates.min(), let last = dates.max() else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        calendar.firstWeekday = 2
        let begin = max(first, min(since ?? first, last))
        // The span that people look at decides on the unit; older texts are counted in the same unit.
        let days = last.timeIntervalSince(begin) / 86_400
        unit = days <= Self.mostDays ? .day : days <= Self.mostWeekDays ? .week : .month
        var starts: [Date] = []
        var next = calendar.dateInterval(of: unit.component, for: first)?.start
        var end = last
        while let start = next, start <= last {
            starts.append(start)
            next = calendar.date(byAdding: unit.component, value: 1, to: start)
            end = next ?? last
        }
        guard !starts.isEmpty else { return nil }
        self.starts = starts
        self.end = end
        let most = unit == .day ? 7 : unit == .week ? 4 : 3
        let asked = since.map { since in starts.count { $0 >= since } + (starts.contains { $0 < since } ? 1 : 0) }
        let count = min(asked ?? most, starts.count / 2)
        recent = count > 0 ? (starts.count - count)..<starts.count : nil
        earlier = count > 0 ? (starts.count - 2 * count)..<(starts.count - count) : nil
    }

    /// Returns the period of `date`; nil outside all periods.
    package func period(of date: Date) -> Int? {
        guard let first = starts.first, date >= first, date < end else { return nil }
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= date { low = middle } else { high = middle }
        }
        return low
    }
}

import Application
import Foundation
import Synchronization

/// Counts the questions that the visitors of each widget ask on a day, and refuses more than the widget may have. One
/// address gets a part of them only, so that nobody uses up what is meant for all.
final class DailyQuestions: Sendable {
    /// The questions of one widget. There are never more addresses than questions, so that their number is bounded.
    private struct Count {
        var all = 0
        var byAddress: [String: Int] = [:]
    }

    private struct Day {
        var end = Date.distantPast
        var counts: [String: Count] = [:]
    }

    private let now: @Sendable () -> Date
    private let calendar: Calendar
    private let day = Mutex(Day())

    /// The share of a widget's questions that one address may ask, but at least `fewest`.
    private static let share = 0.05
    private static let fewest = 20

    init(calendar: Calendar = Calendar(identifier: .gregorian), now: @escaping @Sendable () -> Date = { Date() }) {
        self.calendar = calendar
        self.now = now
    }

    /// Counts a question. Returns nil if it is allowed, else the whole seconds until the next day begins.
    func wait(for address: String, of widget: Settings.Server.Widget) -> Int? {
        let now = now()
        return day.withLock { day in
            if now >= day.end {
                day = Day(end: calendar.nextMidnight(after: now))
            }
            let count = day.counts[widget.id] ?? Count()
            let ofAddress = count.byAddress[address] ?? 0
            let mostOfAddress = max(Self.fewest, Int(Double(widget.questionsPerDay) * Self.share))
            guard count.all < widget.questionsPerDay, ofAddress < mostOfAddress else {
                return max(1, Int(day.end.timeIntervalSince(now).rounded(.up)))
            }
            day.counts[widget.id, default: Count()].all += 1
            day.counts[widget.id, default: Count()].byAddress[address] = ofAddress + 1
            return nil
        }
    }
}

extension Calendar {
    /// Returns the beginning of the day after that of `date`.
    fileprivate func nextMidnight(after date: Date) -> Date {
        self.date(byAdding: .day, value: 1, to: startOfDay(for: date)) ?? date.addingTimeInterval(86_400)
    }
}

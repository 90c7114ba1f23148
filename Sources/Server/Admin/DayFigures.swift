import Foundation
import RAGCore

/// The figures of all turns of one day.
struct DayFigures: Encodable, Sendable {
    struct Seconds: Encodable, Sendable {
        let median: Double
        let p95: Double
    }

    /// `2026-11-30`, in the time zone of this machine.
    let day: String
    let questions: Int
    let answered: Int
    let direct: Int
    let quoted: Int
    let askedBack: Int
    let declined: Int
    let handedOver: Int
    let smallTalk: Int
    let blocked: Int
    let good: Int
    let bad: Int
    @Nullable var firstWordSeconds: Seconds?
    @Nullable var cost: Double?
    let tokens: TokenUsage

    /// Returns the last `count` days, oldest first; the last one is that of `now`.
    static func days(_ count: Int, before now: Date, calendar: Calendar) -> [Range<Date>] {
        let today = calendar.startOfDay(for: now)
        return (0..<count).reversed().compactMap { back in
            guard let start = calendar.date(byAdding: .day, value: -back, to: today),
                let end = calendar.date(byAdding: .day, value: 1, to: start)
            else { return nil }
            return start..<end
        }
    }

    /// Creates the figures of the turns of `day`.
    init(_ turns: [TurnFigures], on day: Range<Date>) {
        let counts = turns.reduce(into: [String: Int]()) { $0[$1.decision, default: 0] += 1 }
        self.day = String(day.lowerBound.minuteText.prefix(10))
        questions = turns.count
        answered = counts["answered"] ?? 0
        direct = counts["direct"] ?? 0
        quoted = counts["quoted"] ?? 0
        askedBack = counts["asked-back"] ?? 0
        declined = counts["declined"] ?? 0
        handedOver = counts["handed-over"] ?? 0
        smallTalk = counts["small-talk"] ?? 0
        blocked = counts["blocked"] ?? 0
        good = turns.count { $0.verdict == .good }
        bad = turns.count { $0.verdict == .bad }
        firstWordSeconds = Seconds(turns.compactMap(\.firstWord))
        let costs = turns.compactMap(\.cost)
        cost = costs.isEmpty ? nil : costs.reduce(0, +)
        tokens = TokenUsage(
            input: turns.reduce(0) { $0 + ($1.usage?.input ?? 0) },
            output: turns.reduce(0) { $0 + ($1.usage?.output ?? 0) }
        )
    }
}

extension DayFigures.Seconds {
    /// The median and the value that 95% do not exceed (nearest rank); nil of no values.
    fileprivate init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        func quantile(_ share: Double) -> Double {
            sorted[max(0, Int((Double(sorted.count) * share).rounded(.up)) - 1)]
        }
        self.init(median: quantile(0.5), p95: quantile(0.95))
    }
}

import Foundation

/// Whether a topic grows or shrinks among all texts, compared with the time before.
package enum TopicTrend: String, Sendable, Hashable, Codable {
    case rising, steady, falling

    /// Decides for several topics at once. `counts` has the texts of each topic by period, `all` those of all topics
    /// and
    /// of none. Nil for a topic with too few texts to tell.
    ///
    /// A topic rises if its share of all texts is significantly larger than before and its number is, too, so that no
    /// topic falls merely because another one grows. The test is binomial with normal approximation; its variance is
    /// multiplied by the dispersion that the periods show (quasi-Poisson: customers ask in bursts), and the rate of
    /// false trends among those stated is at most 5% (Benjamini and Hochberg 1995).
    package static func trends(
        counts: [[Int]],
        all: [Int],
        recent: Range<Int>,
        earlier: Range<Int>
    ) -> [TopicTrend?] {
        let windows = [recent, earlier]
        let whole = windows.map { all[$0].reduce(0, +) }
        guard whole[0] > 0, whole[1] > 0 else { return counts.map { _ in nil } }
        let dispersion = dispersion(of: counts, all: all, windows)
        let share = Double(whole[0]) / Double(whole[0] + whole[1])
        let tests = counts.map { counts -> (now: Int, before: Int, chance: Double)? in
            let (now, before) = (counts[recent].reduce(0, +), counts[earlier].reduce(0, +))
            guard now + before >= fewest else { return nil }
            let expected = share * Double(now + before)
            let variance = dispersion * expected * (1 - share)
            // Half a text less: the approximation of counts by a continuous distribution.
            let distance = max(0, abs(Double(now) - expected) - 0.5) / variance.squareRoot()
            return (now, before, erfc(distance / 2.0.squareRoot()))
        }
        let limit = limit(of: tests.compactMap { $0?.chance })
        return tests.map { test in
            guard let test else { return nil }
            guard test.chance <= limit else { return .steady }
            let isMore = Double(test.now) > share * Double(test.now + test.before)
            if isMore, test.now > test.before { return .rising }
            return !isMore && test.now < test.before ? .falling : .steady
        }
    }

    /// Fewer texts show no trend.
    private static let fewest = 8
    /// The share of false trends among those stated.
    private static let falseShare = 0.05

    /// Returns how many times larger the variance of counts by period is than that of independent texts; at least 1.
    private static func dispersion(of counts: [[Int]], all: [Int], _ windows: [Range<Int>]) -> Double {
        var squares = 0.0
        var freedom = 0
        for counts in counts {
            for window in windows where window.count > 1 {
                let share = Double(counts[window].reduce(0, +)) / Double(max(1, all[window].reduce(0, +)))
                let cells = window.filter { share * Double(all[$0]) >= 1 }
                for cell in cells {
                    let expected = share * Double(all[cell])
                    let distance = Double(counts[cell]) - expected
                    squares += distance * distance / (expected * max(1e-9, 1 - share))
                }
                freedom += max(0, cells.count - 1)
            }
        }
        return freedom < 5 ? 1 : max(1, squares / Double(freedom))
    }

    /// Returns the largest chance that still counts as a trend.
    private static func limit(of chances: [Double]) -> Double {
        let sorted = chances.sorted()
        let last = sorted.indices.last { sorted[$0] <= falseShare * Double($0 + 1) / Double(sorted.count) }
        return last.map { sorted[$0] } ?? -1
    }
}

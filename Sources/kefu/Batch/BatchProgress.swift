import Batch
import Foundation
import RAGCore

/// How far a batch is: on a terminal a line that is drawn anew, elsewhere a line every ten seconds.
struct BatchProgress {
    private let console: Console
    private let start = ContinuousClock.now
    private var told = ContinuousClock.now
    /// When rows began to be asked, and how many were done by then: rows taken over say nothing about the pace.
    private var asked: (at: ContinuousClock.Instant, done: Int)?

    /// Between lines without a terminal.
    private static let interval = Duration.seconds(10)

    init(_ console: Console) { self.console = console }

    /// Seconds since the run began.
    var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    /// Rows are asked from now on.
    mutating func beginAsking(_ tally: BatchTally) {
        if asked == nil { asked = (.now, tally.done) }
    }

    mutating func show(_ tally: BatchTally, spent: Double?) {
        let line = line(tally, spent: spent)
        if console.showsProgress { return console.progress(line) }
        guard ContinuousClock.now - told >= Self.interval else { return }
        told = .now
        console.error(line)
    }

    /// `1,200 of 5,000 questions, 9.8 a second, price 0.42, about 6 min left …`
    private func line(_ tally: BatchTally, spent: Double?) -> String {
        var parts = ["\(tally.done) of \(tally.total) questions"]
        if let asked {
            let seconds = (ContinuousClock.now - asked.at) / .seconds(1)
            let rate = Double(tally.done - asked.done) / max(seconds, 0.001)
            if seconds >= 1, rate > 0 {
                parts.append("\(rate.formatted(digits: rate < 10 ? 1 : 0)) a second")
                if let spent { parts.append("price \(spent.asPrice)") }
                parts.append("about \(Duration.seconds(Double(tally.total - tally.done) / rate).words) left")
            }
        }
        if tally.failed > 0 { parts.append("\(tally.failed) failed") }
        return parts.joined(separator: ", ") + " …"
    }
}

extension Double {
    /// With four digits below 1 and two above.
    var asPrice: String { formatted(digits: self < 1 ? 4 : 2) }
}

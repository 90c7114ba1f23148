import Answering
import Batch
import RAGCore

/// The progress of a batch: the rows that are written, by what was done with them, and the pace.
package struct BatchProgress: Sendable {
    /// All questions of the file.
    package let total: Int
    /// Questions whose rows are written.
    package private(set) var done = 0
    /// Written rows by what was done with them.
    package private(set) var decisions: [Answer.Decision: Int] = [:]
    /// Written rows that have an error instead of an answer.
    package private(set) var failed = 0
    /// Written rows that refer to another row.
    package private(set) var same = 0
    /// Written rows that an earlier run answered.
    package private(set) var known = 0
    /// Tokens of the written rows.
    package private(set) var tokens = TokenUsage(input: 0, output: 0)
    /// Price of the written rows; nil where no prices are set.
    package private(set) var cost: Double?
    /// Price of all that this run asked for, also of rows not yet written; nil where no prices are set.
    package var spent: Double?

    private let start = ContinuousClock.now
    /// When the first row was asked, and how many were done by then: rows of an earlier run say nothing about the pace.
    private var asking: (since: ContinuousClock.Instant, done: Int)?
    /// Rows that this run asked and that are not written yet.
    private var asked: Set<Int> = []

    init(total: Int) { self.total = total }

    /// Seconds since the run began.
    package var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    /// Questions a second since the first one was asked, and the seconds left at that rate; nil in the first second,
    /// and while none is done.
    package func pace(at now: ContinuousClock.Instant = .now) -> (rate: Double, secondsLeft: Double)? {
        guard let asking else { return nil }
        let seconds = (now - asking.since) / .seconds(1)
        let rate = Double(done - asking.done) / max(seconds, 0.001)
        return seconds >= 1 && rate > 0 ? (rate, Double(total - done) / rate) : nil
    }

    /// Notes that this run has asked `row`, which is not written yet.
    mutating func noteAsked(_ row: AnsweredRow, at now: ContinuousClock.Instant = .now) {
        if asking == nil { asking = (now, done) }
        asked.insert(row.row)
    }

    /// Whether this run has asked `row`, as opposed to an earlier run.
    func isAsked(_ row: AnsweredRow) -> Bool { asked.contains(row.row) }

    /// Notes that `row` is written.
    mutating func noteWritten(_ row: AnsweredRow) {
        done += 1
        if row.error != nil { failed += 1 }
        if row.sameAs != nil { same += 1 }
        if let decision = row.decision { decisions[decision, default: 0] += 1 }
        if let usage = row.usage {
            tokens.input += usage.input
            tokens.output += usage.output
        }
        if let more = row.cost { cost = (cost ?? 0) + more }
        if asked.remove(row.row) == nil, row.sameAs == nil { known += 1 }
    }
}

import Answering
import Batch
import RAGCore

/// What became of the rows so far.
struct BatchTally: Sendable, Encodable {
    /// All questions, and how many of them are written.
    let total: Int
    private(set) var done = 0
    /// By what was done with them, such as `answered`.
    private(set) var decisions: [String: Int] = [:]
    private(set) var failed = 0
    /// Rows that refer to another one.
    private(set) var same = 0
    /// Rows that were taken over from an earlier run.
    private(set) var known = 0
    private(set) var tokens = TokenUsage(input: 0, output: 0)
    /// nil where no prices are set.
    private(set) var cost: Double?

    init(total: Int) { self.total = total }

    mutating func add(_ row: AnsweredRow) {
        done += 1
        if row.error != nil { failed += 1 }
        if row.sameAs != nil { same += 1 }
        if let decision = row.decision { decisions[decision.rawValue, default: 0] += 1 }
        if let usage = row.usage {
            tokens.input += usage.input
            tokens.output += usage.output
        }
        if let more = row.cost { cost = (cost ?? 0) + more }
    }

    mutating func addKnown() { known += 1 }

    /// `812 answered, 3 declined, 5 failed`, in the order of the decisions.
    var words: String {
        var parts = Answer.Decision.allCases.compactMap { decision in
            decisions[decision.rawValue].map { "\($0) \(decision.rawValue)" }
        }
        if failed > 0 { parts.append("\(failed) failed") }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }
}

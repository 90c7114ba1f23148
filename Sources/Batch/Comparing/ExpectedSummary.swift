/// The scores of a run, added up.
package struct ExpectedSummary: Sendable, Hashable, Codable {
    /// Number of rows with an expected answer.
    package private(set) var count = 0
    /// Number of rows by the raw value of their match; kinds without rows are absent.
    package private(set) var matches: [String: Int] = [:]
    private var f1Sum = 0.0

    /// Creates a summary without rows.
    package init() {}

    /// Adds the score of one row.
    package mutating func add(_ score: ExpectedScore) {
        count += 1
        matches[score.match.rawValue, default: 0] += 1
        f1Sum += score.f1
    }

    /// The number of rows with this match, 0 for none.
    package subscript(match: ExpectedScore.Match) -> Int { matches[match.rawValue] ?? 0 }
    /// Mean F1 of the rows; nil without any.
    package var f1: Double? { count > 0 ? f1Sum / Double(count) : nil }

    /// The scores in one line for people: agreeing answers by kind of match, F1 with two digits, different and missing
    /// answers.
    package var words: String {
        let met = self[.exact] + self[.contains] + self[.facts]
        let overlap = TableCell(f1, digits: 2).text
        return
            "\(met) of \(count) answers agree with the expected ones (\(self[.exact]) exactly, \(self[.contains]) contain them, "
            + "\(self[.facts]) in facts), F1 \(overlap); \(self[.different]) different, \(self[.unanswered]) no answer"
    }
}

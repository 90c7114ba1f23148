/// The scores of a run.
package struct ExpectedSummary: Sendable, Hashable, Codable {
    /// Rows with an expected answer.
    package private(set) var count = 0
    package private(set) var matches: [String: Int] = [:]
    private var f1Sum = 0.0

    package init() {}

    package mutating func add(_ score: ExpectedScore) {
        count += 1
        matches[score.match.rawValue, default: 0] += 1
        f1Sum += score.f1
    }

    package subscript(match: ExpectedScore.Match) -> Int { matches[match.rawValue] ?? 0 }
    /// Mean over the rows; nil without any.
    package var f1: Double? { count > 0 ? f1Sum / Double(count) : nil }

    /// `480 of 500 expected answers met (12 exact, 300 contained, 168 in their facts), F1 0.71; 15 different, 5 no answer`
    package var words: String {
        let met = self[.exact] + self[.contains] + self[.facts]
        let overlap = TableCell(f1, digits: 2).text
        return
            "\(met) of \(count) expected answers met (\(self[.exact]) exact, \(self[.contains]) contained, \(self[.facts]) in their "
            + "facts), F1 \(overlap); \(self[.different]) different, \(self[.unanswered]) no answer"
    }
}

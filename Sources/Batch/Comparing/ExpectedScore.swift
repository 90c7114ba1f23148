import Answering
import Grounding
import RAGCore

/// An answer beside the one that is known to be right.
package struct ExpectedScore: Sendable, Hashable, Codable {
    /// How near it comes, the best that holds.
    package enum Match: String, Sendable, Hashable, Codable, CaseIterable {
        /// The same words but for case, punctuation and articles.
        case exact
        /// The expected words stand in the answer, one behind the other.
        case contains
        /// Every number, amount, date, name and denial of the expected answer is the answer's too.
        case facts
        case different
        /// There is no answer.
        case unanswered = "no answer"
    }

    package let match: Match
    /// Of tokens, 0 to 1: `TextOverlap`.
    package let f1: Double

    package init(_ answer: String, expected: String, isAnswered: Bool = true) {
        let words = TextOverlap.tokens(of: AnswerComparison.withoutCitationMarks(answer))
        let known = TextOverlap.tokens(of: expected)
        f1 = isAnswered ? TextOverlap.f1(known, words) : 0
        guard isAnswered else {
            match = .unanswered
            return
        }
        if words == known {
            match = .exact
        } else if TextOverlap.contains(words, known) {
            match = .contains
        } else {
            let comparison = AnswerComparison(expected, answer)
            match = comparison.hasFacts && comparison.differences.allSatisfy(\.isAddition) ? .facts : .different
        }
    }

    /// The columns that say so in the output. `column` of the questions' table holds the expected answers; rows without one have no
    /// score.
    package static func note(column: Int) -> AnswerNote {
        AnswerNote(["match", "f1"]) { row, answered in
            let score = score(answered, expected: row[column])
            return [TableCell(score?.match.rawValue), TableCell(score?.f1, digits: 3)]
        }
    }

    /// nil where nothing is expected.
    package static func score(_ row: AnsweredRow, expected: String) -> ExpectedScore? {
        expected.allSatisfy(\.isWhitespace)
            ? nil : ExpectedScore(row.answer, expected: expected, isAnswered: row.isAnswered)
    }
}

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

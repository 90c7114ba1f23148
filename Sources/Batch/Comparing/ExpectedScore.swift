import Answering
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
        let words = TextOverlap.tokens(of: AnswerComparison.plain(answer))
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

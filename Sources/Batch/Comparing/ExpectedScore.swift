import Answering
import Grounding
import RAGCore

/// A comparison of an answer with the answer that is known to be right.
package struct ExpectedScore: Sendable, Hashable, Codable {
    /// The closest kind of agreement that holds.
    package enum Match: String, Sendable, Hashable, Codable, CaseIterable {
        /// The words are equal except for case, punctuation and articles.
        case exact
        /// The expected words occur in the answer, consecutively.
        case contains
        /// The answer states every number, amount, date, name and denial of the expected answer.
        case facts
        /// The answer agrees in none of these ways.
        case different
        /// There is no answer.
        case unanswered = "no answer"
    }

    /// The closest agreement between the two answers.
    package let match: Match
    /// Overlap of the tokens, 0 to 1, as `TextOverlap.f1` computes it.
    package let f1: Double

    /// Compares `answer` with `expected`. Citation marks in the answer do not count. An unanswered question scores 0.
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

    /// Returns the output columns for match and F1. `column` of the table of questions holds the expected answers;
    /// rows without one have empty cells.
    package static func note(column: Int) -> AnswerNote {
        AnswerNote(["match", "f1"]) { row, answered in
            let score = score(answered, expected: row[column])
            return [TableCell(score?.match.rawValue), TableCell(score?.f1, digits: 3)]
        }
    }

    /// Returns the score of a row, or nil if no answer is expected.
    package static func score(_ row: AnsweredRow, expected: String) -> ExpectedScore? {
        expected.allSatisfy(\.isWhitespace)
            ? nil : ExpectedScore(row.answer, expected: expected, isAnswered: row.isAnswered)
    }
}

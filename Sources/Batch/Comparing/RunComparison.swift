import Lexicon
import RAGCore

/// A comparison of a run with an earlier one. Rows are matched by the text of their question, ignoring the amount of
/// white space; rows with equal questions are matched in order.
package struct RunComparison: Sendable {
    /// Earlier rows whose question the new run does not ask, in their order.
    package let gone: [EarlierAnswer]
    /// The earlier row of each question; nil if it was not asked then.
    private let partners: [EarlierAnswer?]

    /// Matches `questions`, in the order of their rows, with the rows of an earlier run.
    package init(_ earlier: [EarlierAnswer], questions: [String]) {
        let asked = Dictionary(grouping: earlier) { Self.key($0.question) }
        var taken: [String: Int] = [:]
        partners = questions.map { question in
            let key = Self.key(question)
            guard let rows = asked[key] else { return nil }
            defer { taken[key, default: 0] += 1 }
            // The new run asks this question more often: the last earlier answer is compared again.
            return rows[min(taken[key] ?? 0, rows.count - 1)]
        }
        gone = asked.flatMap { key, rows in rows.dropFirst(taken[key] ?? 0) }.sorted { $0.place < $1.place }
    }

    /// Returns the change of a row of the new run.
    package func change(of row: AnsweredRow) -> RowChange {
        RowChange(from: partners.indices.contains(row.row) ? partners[row.row] : nil, to: row)
    }

    /// The output columns that describe the change of a row.
    package var note: AnswerNote {
        AnswerNote(["change", "difference", "earlier answer"]) { _, row in
            let change = change(of: row)
            return [TableCell(change.kind.rawValue), TableCell(change.words), TableCell(change.earlier)]
        }
    }

    private static func key(_ question: String) -> String {
        question.collapsingWhitespace()
    }
}

import Answering
import RAGCore

/// A row of an earlier output, with as much as its file says.
package struct EarlierAnswer: Sendable, Hashable {
    /// The question as it was asked then.
    package let question: String
    /// The text of the answer; empty if the row failed.
    package let answer: String
    /// nil if the row failed or the file has no such column.
    package let decision: Answer.Decision?
    /// The reason why the row failed; nil for an answered row.
    package let error: String?
    /// The line or the row of the sheet, from 1.
    package let place: Int

    /// Whether the customer was told what was asked.
    var isAnswered: Bool { error == nil && !answer.isEmpty && decision?.givesAnswer ?? true }

    /// Returns the rows of an earlier output that have a question, or nil if the table has no column of answers.
    /// `column` holds the questions.
    package static func all(in table: PlainTable, column: Int) -> [EarlierAnswer]? {
        guard let answer = ColumnNaming.place(of: AnswerColumn.answer.rawValue, in: table.header) else { return nil }
        let decision = ColumnNaming.place(of: AnswerColumn.decision.rawValue, in: table.header)
        let error = ColumnNaming.place(of: AnswerColumn.error.rawValue, in: table.header)
        return table.rows.compactMap { row in
            guard !row[column].allSatisfy(\.isWhitespace) else { return nil }
            return EarlierAnswer(
                question: row[column],
                answer: row[answer],
                decision: decision.flatMap { Answer.Decision(rawValue: row[$0]) },
                error: error.flatMap { row[$0].isEmpty ? nil : row[$0] },
                place: row.place
            )
        }
    }
}

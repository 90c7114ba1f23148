import Answering
import RAGCore

/// A row of an earlier output, as far as its file tells.
package struct EarlierAnswer: Sendable, Hashable {
    package let question: String
    package let answer: String
    /// nil where the row failed, or the file does not say.
    package let decision: Answer.Decision?
    package let error: String?
    /// Where people find it: its line, or its row in the sheet, from 1.
    package let place: Int

    /// Whether the customer was told what was asked.
    var isAnswered: Bool { error == nil && !answer.isEmpty && decision?.givesAnswer ?? true }

    /// The rows of an earlier output that have a question; nil where the table has no column of answers. `column` holds the questions.
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

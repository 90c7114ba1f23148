import RAGCore

/// One more column of a table of answers: what is said of a row beside its answer, such as what changed since the last run.
package struct AnswerNote: Sendable {
    package let name: String
    /// What it says of a row with a question.
    let cell: @Sendable (PlainTable.Row, AnsweredRow) -> TableCell

    package init(_ name: String, _ cell: @escaping @Sendable (PlainTable.Row, AnsweredRow) -> TableCell) {
        self.name = name
        self.cell = cell
    }
}

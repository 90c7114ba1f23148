import RAGCore

/// More columns of a table of answers: what is said of a row beside its answer, such as what changed since the last run.
package struct AnswerNote: Sendable {
    package let names: [String]
    /// As many as there are names, for a row with a question.
    let cells: @Sendable (PlainTable.Row, AnsweredRow) -> [TableCell]

    package init(_ names: [String], _ cells: @escaping @Sendable (PlainTable.Row, AnsweredRow) -> [TableCell]) {
        self.names = names
        self.cells = cells
    }
}

import RAGCore

/// Additional columns of a table of answers, such as the change since the last run.
package struct AnswerNote: Sendable {
    /// Names of the columns, in order.
    package let names: [String]
    /// Returns one cell for each name, for a row with a question.
    let cells: @Sendable (PlainTable.Row, AnsweredRow) -> [TableCell]

    /// Creates columns; `cells` returns one cell for each of `names`.
    package init(_ names: [String], _ cells: @escaping @Sendable (PlainTable.Row, AnsweredRow) -> [TableCell]) {
        self.names = names
        self.cells = cells
    }
}

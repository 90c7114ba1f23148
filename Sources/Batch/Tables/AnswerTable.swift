import RAGCore

/// Which columns a table of answers has: first all that the questions came with, unchanged, then ours, then notes.
package struct AnswerTable: Sendable {
    /// Names of the columns. Where the questions came with a column of such a name, ours is `answer (kefu)`.
    package let header: [String]
    /// How many columns came with the questions.
    let carried: Int
    let notes: [AnswerNote]
    /// The column of the questions.
    let question: Int
    /// For each question, the place of its row in the table, from 0.
    private let places: [Int]

    /// `column` of `table` holds the questions. A column without a name bears its number where there is no header at all.
    package init(_ table: PlainTable, column: Int, notes: [AnswerNote] = []) {
        let width = table.rows.reduce(max(table.header.count, column + 1)) { max($0, $1.cells.count) }
        var names = table.header
        for place in names.count..<width {
            names.append(table.header.isEmpty ? place == column ? "question" : "column \(place + 1)" : "")
        }
        for name in AnswerColumn.allCases.map(\.rawValue) + notes.flatMap(\.names) {
            names.append(ColumnNaming.distinct(name, from: names))
        }
        header = names
        carried = width
        question = column
        places = table.rows.indices.filter { !table.rows[$0][column].allSatisfy(\.isWhitespace) }
        self.notes = notes
    }

    /// The cells of a row, as many as there are columns. `answered` is nil where it has no question. `firstRow` is the number that
    /// people know the table's first row by: 2 below a header.
    func cells(_ row: PlainTable.Row, _ answered: AnsweredRow?, firstRow: Int) -> [TableCell] {
        let texts = (0..<carried).map { TableCell(row[$0]) }
        guard let answered else { return texts + Array(repeating: .empty, count: header.count - carried) }
        let ours = AnswerColumn.allCases.map { column in
            column.cell(of: answered) { places.indices.contains($0) ? places[$0] + firstRow : nil }
        }
        return texts + ours + notes.flatMap { $0.cells(row, answered) }
    }
}

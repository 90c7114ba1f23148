import RAGCore

/// The columns of a table of answers: those of the questions unchanged, then the answer columns, then notes.
package struct AnswerTable: Sendable {
    /// Names of all columns. If the questions have a column of the same name, the answer column becomes `answer
    /// (kefu)`.
    package let header: [String]
    /// Number of columns that come from the questions.
    let carried: Int
    let notes: [AnswerNote]
    /// Position of the column of questions.
    let question: Int
    /// Whether the added columns are those of answers, rather than those of an analysis.
    let hasAnswers: Bool
    /// Position of each question's row in the table, from 0.
    private let places: [Int]
    /// Number of each question's row in its file.
    private let rowNumbers: [Int]

    /// Creates the columns for `table`, whose `column` holds the questions. Without a header, columns are named by
    /// number.
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
        hasAnswers = true
        places = table.rows.indices.filter { !table.rows[$0][column].allSatisfy(\.isWhitespace) }
        rowNumbers = places.map { table.rows[$0].place }
        self.notes = notes
    }

    /// Creates the columns for `table` and `names`, the columns that an analysis adds.
    package init(_ table: PlainTable, column: Int, adding names: [String]) {
        let width = table.rows.reduce(max(table.header.count, column + 1)) { max($0, $1.cells.count) }
        var header = table.header
        for place in header.count..<width {
            header.append(table.header.isEmpty ? place == column ? "text" : "column \(place + 1)" : "")
        }
        for name in names { header.append(ColumnNaming.distinct(name, from: header)) }
        self.header = header
        carried = width
        question = column
        hasAnswers = false
        places = []
        rowNumbers = []
        notes = []
    }

    /// Returns the cells of a row with those that an analysis adds.
    func cells(_ row: PlainTable.Row, adding cells: [TableCell]) -> [TableCell] {
        (0..<carried).map { TableCell(row[$0]) } + cells
    }

    /// Returns the cells of a row, one for each column. `answered` is nil for a row without a question. `firstRow` is
    /// the number of the table's first row for people: 2 below a header; nil if rows keep their places in the file.
    func cells(_ row: PlainTable.Row, _ answered: AnsweredRow?, firstRow: Int? = nil) -> [TableCell] {
        let texts = (0..<carried).map { TableCell(row[$0]) }
        guard let answered else { return texts + Array(repeating: .empty, count: header.count - carried) }
        let ours = AnswerColumn.allCases.map { column in
            column.cell(of: answered) { question in
                guard places.indices.contains(question) else { return nil }
                return firstRow.map { places[question] + $0 } ?? rowNumbers[question]
            }
        }
        return texts + ours + notes.flatMap { $0.cells(row, answered) }
    }
}

import RAGCore

extension PlainTable {
    /// Splits `rows` into header and data. The header is the row with the requested column or with a name for
    /// questions; rows above it are titles and remarks. Without such a row, the first one is the header if it looks
    /// like one and there are several columns.
    init(rows: [Row], column: String?) {
        let top = rows.prefix(Self.mostTitles)
        let width = rows.prefix(Self.sample).map(\.filled).max() ?? 0
        // A title has one cell.
        let start = top.indices.first { rows[$0].filled * 2 > width && Self.names(rows[$0], column: column) }
        if let start {
            self.init(header: rows[start].cells, rows: Array(rows[(start + 1)...]))
            headerPlace = rows[start].place
        } else if let first = rows.first, rows.count > 1, first.filled > 1, first.record.looksLikeHeader {
            self.init(header: first.cells, rows: Array(rows.dropFirst()))
            headerPlace = first.place
        } else {
            self.init(header: [], rows: rows)
        }
    }

    /// Number of rows that are searched for a header.
    private static let mostTitles = 10
    /// Number of rows from which the width of the table is taken.
    private static let sample = 50

    private static func names(_ row: Row, column: String?) -> Bool {
        guard row.record.looksLikeHeader else { return false }
        guard let column, Int(column) == nil else { return row.cells.contains { ColumnName($0).asks } }
        let name = ColumnName(column).forms.first
        return row.cells.contains { $0 == column || name != nil && ColumnName($0).forms.first == name }
    }

    /// Returns whether the header has the requested column, or one for questions.
    func asks(column: String?) -> Bool { (try? questionColumn(named: column)) != nil }

    /// Returns whether the header has the requested column, or names the questions with just the usual word.
    func hasUsualColumn(column: String?) -> Bool {
        column == nil ? header.contains { ColumnName($0).isPlainQuestion } : asks(column: column)
    }

    /// Removes empty cells beyond the last column. Throws if one has text: then an unquoted cell contains a delimiter,
    /// and the rest of the row is in the wrong columns.
    func rectangular() throws(ReadingError) -> PlainTable {
        guard !header.isEmpty else { return self }
        var table = self
        var odd: [Row] = []
        for index in rows.indices where rows[index].cells.count > header.count {
            if rows[index].cells[header.count...].contains(where: { !$0.isEmpty }) { odd.append(rows[index]) }
            table.rows[index].cells.removeLast(rows[index].cells.count - header.count)
        }
        guard let first = odd.first else { return table }
        let more = odd.count > 1 ? " and \(odd.count - 1) more" : ""
        throw ReadingError(
            "has \(first.cells.count) cells in line \(first.place)\(more), but its header has \(header.count): "
                + "put cells that contain a comma in quotation marks"
        )
    }

    /// Adds an unnamed column for each one that has text but no header, such as remarks beside a table in a sheet.
    func widened() -> PlainTable {
        guard !header.isEmpty else { return self }
        let width = rows.reduce(header.count) { max($0, $1.cells.count) }
        var table = self
        table.header += Array(repeating: "", count: width - header.count)
        return table
    }
}

extension PlainTable.Row {
    /// Number of cells with text.
    fileprivate var filled: Int { cells.count { !$0.allSatisfy(\.isWhitespace) } }

    fileprivate var record: TableRecord {
        TableRecord(cells: cells.map { String($0[...].trimmingBlanks()) }, range: 0..<0, row: place)
    }
}

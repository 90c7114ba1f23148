import RAGCore

extension PlainTable {
    /// The table that `rows` make: its header is the row that has the column asked for or names one of questions, what stands above it
    /// is title and remark. Without such a row, the first is the header if it looks like one and there are several columns.
    init(rows: [Row], column: String?) {
        let top = rows.prefix(Self.mostTitles)
        let width = rows.prefix(Self.sample).map(\.filled).max() ?? 0
        // A title has one cell.
        let start = top.indices.first { rows[$0].filled * 2 > width && Self.names(rows[$0], column: column) }
        if let start {
            self.init(header: rows[start].cells, rows: Array(rows[(start + 1)...]))
        } else if let first = rows.first, rows.count > 1, first.filled > 1, first.record.looksLikeHeader {
            self.init(header: first.cells, rows: Array(rows.dropFirst()))
        } else {
            self.init(header: [], rows: rows)
        }
    }

    /// Rows in which a header is looked for.
    private static let mostTitles = 10
    /// Rows that tell how wide the table is.
    private static let sample = 50

    private static func names(_ row: Row, column: String?) -> Bool {
        guard row.record.looksLikeHeader else { return false }
        guard let column, Int(column) == nil else { return row.cells.contains { ColumnName($0).asks } }
        let name = ColumnName(column).readings.first
        return row.cells.contains { $0 == column || name != nil && ColumnName($0).readings.first == name }
    }

    /// Whether the header names the column asked for, or one of questions.
    func asks(column: String?) -> Bool { (try? questionColumn(named: column)) != nil }

    /// Whether it does so in just the usual word.
    func hasUsualColumn(column: String?) -> Bool {
        column == nil ? header.contains { ColumnName($0).isPlainQuestion } : asks(column: column)
    }

    /// Throws where a row has text beyond the last column: a delimiter stands in a cell that is not quoted, and the rest of the row is
    /// not what it seems. Empty cells there are dropped.
    func rectangular() throws(ReadingError) -> PlainTable {
        guard !header.isEmpty else { return self }
        var table = self
        var odd: [Row] = []
        for index in rows.indices where rows[index].cells.count > header.count {
            if rows[index].cells[header.count...].contains(where: { !$0.isEmpty }) { odd.append(rows[index]) }
            table.rows[index].cells.removeLast(rows[index].cells.count - header.count)
        }
        guard let first = odd.first else { return table }
        let more = odd.count > 1 ? ", as \(odd.count - 1) more" : ""
        throw ReadingError(
            "has \(first.cells.count) cells in line \(first.place)\(more), where its header has \(header.count): "
                + "put what holds a comma in quotation marks"
        )
    }

    /// With a nameless column for each that has text and no header, as remarks beside a sheet's table have.
    func widened() -> PlainTable {
        guard !header.isEmpty else { return self }
        let width = rows.reduce(header.count) { max($0, $1.cells.count) }
        return PlainTable(header: header + Array(repeating: "", count: width - header.count), rows: rows)
    }
}

extension PlainTable.Row {
    /// How many cells have text.
    fileprivate var filled: Int { cells.count { !$0.allSatisfy(\.isWhitespace) } }

    fileprivate var record: TableRecord {
        TableRecord(cells: cells.map { String($0[...].trimmingBlanks()) }, range: 0..<0, row: place)
    }
}

/// Rows of cells written as the lines of a pipe table.
struct PipeTable {
    /// Header row and delimiter row, each with its line end; empty if the table has no header.
    let header: String
    /// The other rows; the last one has no line end.
    let body: String

    var isEmpty: Bool { header.isEmpty && body.isEmpty }

    /// Writes one row a line. Leaves out rows and columns without text.
    init(_ rows: [[String]], hasHeader: Bool) {
        let rows = rows.filter { row in row.contains { !$0.isEmpty } }
        let used = rows.reduce(into: Set<Int>()) { used, row in
            for (column, cell) in row.enumerated() where !cell.isEmpty { used.insert(column) }
        }.sorted()
        func line(_ row: [String]) -> String {
            let cells = used.map { column in
                column < row.count ? row[column].replacing("|", with: "\\|").replacing("\n", with: " ") : ""
            }
            return "| " + cells.joined(separator: " | ") + " |"
        }
        let hasHeader = hasHeader && rows.count > 1
        header =
            hasHeader ? line(rows[0]) + "\n" + "| " + used.map { _ in "---" }.joined(separator: " | ") + " |\n" : ""
        body = rows.dropFirst(hasHeader ? 1 : 0).map(line).joined(separator: "\n")
    }
}

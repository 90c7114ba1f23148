/// A table written as the lines of a pipe table.
struct PipeTable {
    /// Header row and delimiter row, each with its line end; empty if the table has no header.
    let header: String
    /// The other rows; the last one has no line end.
    let body: String

    var isEmpty: Bool { header.isEmpty && body.isEmpty }

    /// Writes one row a line.
    init(columnNames: [String], rows: [[String]]) {
        let width = max(columnNames.count, rows.map(\.count).max() ?? 0)
        func line(_ row: [String]) -> String {
            let cells = (0..<width).map { column in
                column < row.count ? row[column].replacing("|", with: "\\|").replacing("\n", with: " ") : ""
            }
            return "| " + cells.joined(separator: " | ") + " |"
        }
        header =
            columnNames.isEmpty
            ? "" : line(columnNames) + "\n" + line(Array(repeating: "---", count: width)) + "\n"
        body = rows.map(line).joined(separator: "\n")
    }
}

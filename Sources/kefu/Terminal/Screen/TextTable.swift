/// A table in plain text whose columns line up, also where characters are two cells wide.
struct TextTable {
    let header: [String]
    let rows: [[String]]
    /// Columns whose text is flush left; the others are flush right.
    var flushLeft: Set<Int> = [0]

    /// The header, then a line a row.
    var text: String {
        let lines = [header] + rows
        let widths = header.indices.map { column in lines.map { $0[column].cells }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.cells)
                return flushLeft.contains(column) ? cell.0 + padding : padding + cell.0
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

/// A plain-text table. Its columns line up even if characters are two cells wide.
struct TextTable {
    let header: [String]
    let rows: [[String]]
    /// The columns whose cells are aligned left, counted from 0; the others are aligned right.
    var flushLeft: Set<Int> = [0]

    /// The header and the rows, one line each.
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

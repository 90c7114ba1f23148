/// The cells of a table in an OpenDocument text or spreadsheet.
struct ODFTable {
    private(set) var grid = TableGrid()

    /// Reads `node`; `isHeader` tells whether a row looks like a header.
    init(_ node: XMLTree.Node, isHeader: (XMLTree.Node) -> Bool) {
        node.visit { inner in
            guard inner.name == "table-row" else { return true }
            let marked = inner.parent?.name == "table-header-rows" || grid.rows.isEmpty && isHeader(inner)
            grid.append(Self.cells(of: inner, isHeader: marked))
            return false
        }
    }

    private static func cells(of row: XMLTree.Node, isHeader: Bool) -> [TableGrid.Cell] {
        row.children("table-cell").flatMap { cell in
            let count = min(max(cell["number-columns-repeated"].flatMap { Int($0) } ?? 1, 1), TableGrid.mostColumns)
            let one = TableGrid.Cell(
                text: text(of: cell).replacing("\n", with: " "),
                height: span(cell["number-rows-spanned"]),
                width: span(cell["number-columns-spanned"]),
                isHeader: isHeader
            )
            return Array(repeating: one, count: count)
        }
    }

    private static func span(_ value: String?) -> Int { min(max(value.flatMap { Int($0) } ?? 1, 1), 1 << 20) }

    /// Returns the cells of a row by column, counted from 0. A repeated cell appears as often as it is repeated, merged
    /// cells only once.
    static func cells(of row: XMLTree.Node, row number: Int, spans: inout [Sheet.Span]) -> [(column: Int, text: String)]
    {
        var column = 0
        var cells: [(column: Int, text: String)] = []
        for cell in row.children where cell.name == "table-cell" || cell.name == "covered-table-cell" {
            let count = min(max(cell["number-columns-repeated"].flatMap { Int($0) } ?? 1, 1), 1 << 20)
            if cell.name == "table-cell" {
                let text = text(of: cell)
                // One column more than is read shows that something was left out.
                let end = text.isEmpty ? column : max(column + 1, min(column + count, Sheet.mostColumns + 1))
                for column in column..<end { cells.append((column, text)) }
                if let height = cell["number-rows-spanned"].flatMap({ Int($0) }), height > 1 {
                    spans.append(Sheet.Span(row: number, column: column, height: min(height, 1 << 20)))
                }
            }
            column += count
        }
        return cells
    }

    /// Returns the text that a cell shows; dates in ISO form.
    private static func text(of cell: XMLTree.Node) -> String {
        if cell["value-type"] == "date", let date = cell["date-value"] {
            let day = date.prefix(19).replacing("T", with: " ")
            return day.hasSuffix(" 00:00:00") ? String(day.dropLast(9)) : String(day)
        }
        var lines: [String] = []
        cell.visit { node in
            if node.name == "annotation" { return false }
            guard node.name == "p" || node.name == "h" else { return true }
            let text = ODFRun(node).text
            if !text.isEmpty { lines.append(text) }
            return false
        }
        return lines.joined(separator: "\n")
    }
}

/// The cells of a table in an OpenDocument text or spreadsheet.
struct ODFTable {
    private(set) var rows: [[String]] = []
    private(set) var hasHeader = false

    /// Number of columns with text.
    var columnCount: Int { Set(rows.flatMap { row in row.indices.filter { !row[$0].isEmpty } }).count }

    init(_ node: XMLTree.Node) {
        var spans: [Sheet.Span] = []
        var sheet = Sheet(name: "")
        node.visit { inner in
            if inner.name == "table-header-rows", sheet.rows.isEmpty { hasHeader = true }
            guard inner.name == "table-row" else { return true }
            let number = sheet.rows.count + 1
            let cells = Self.cells(of: inner, row: number, spans: &spans)
            try? sheet.append(cells, row: number)
            return false
        }
        sheet.fill(spans)
        rows = sheet.rows.map(\.cells)
    }

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

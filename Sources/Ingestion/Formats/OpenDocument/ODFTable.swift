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

    /// Returns the text that a cell displays.
    private static func text(of cell: XMLTree.Node) -> String {
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

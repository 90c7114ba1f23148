/// The cells of a table in an OpenDocument text or spreadsheet.
struct ODFTable {
    private(set) var grid = TableGrid()

    /// Reads `node`; `isHeader` tells whether a row looks like a header.
    init(
        _ node: XMLTree.Node,
        styles: ODFStyles,
        _ omissions: inout Omissions,
        isHeader: (XMLTree.Node) -> Bool
    ) {
        node.visit { inner in
            guard inner.name == "table-row" else { return true }
            let marked = inner.parent?.name == "table-header-rows" || grid.rows.isEmpty && isHeader(inner)
            grid.append(Self.cells(of: inner, styles: styles, &omissions, isHeader: marked))
            return false
        }
    }

    private static func cells(
        of row: XMLTree.Node,
        styles: ODFStyles,
        _ omissions: inout Omissions,
        isHeader: Bool
    ) -> [TableGrid.Cell] {
        var cells: [TableGrid.Cell] = []
        for cell in row.children("table-cell") {
            let count = min(max(cell["number-columns-repeated"].flatMap { Int($0) } ?? 1, 1), TableGrid.mostColumns)
            let one = TableGrid.Cell(
                text: text(of: cell, styles: styles, &omissions).replacing("\n", with: " "),
                height: span(cell["number-rows-spanned"]),
                width: span(cell["number-columns-spanned"]),
                isHeader: isHeader
            )
            cells += Array(repeating: one, count: count)
        }
        return cells
    }

    private static func span(_ value: String?) -> Int { min(max(value.flatMap { Int($0) } ?? 1, 1), 1 << 20) }

    /// Returns the text that a cell displays.
    private static func text(of cell: XMLTree.Node, styles: ODFStyles, _ omissions: inout Omissions) -> String {
        var lines: [String] = []
        cell.visit { node in
            if node.name == "annotation" { return false }
            guard node.name == "p" || node.name == "h" else { return true }
            let run = ODFRun(node, styles: styles)
            omissions.addStruck(run.struck)
            omissions.addHidden(run.hidden)
            if !run.text.isEmpty { lines.append(run.text) }
            return false
        }
        return lines.joined(separator: "\n")
    }
}

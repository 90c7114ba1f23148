/// The cells of a table on a slide (DrawingML, ECMA-376, 21.1.3).
enum SlideTable {
    /// Returns the grid; cells that another one covers are not among its cells.
    static func grid(of node: XMLTree.Node) -> TableGrid {
        var grid = TableGrid()
        for row in node.children("tr") {
            let cells = row.children("tc").filter { $0["hMerge"] == nil && $0["vMerge"] == nil }.map { cell in
                TableGrid.Cell(
                    text: SlideParagraph.all(in: cell).map(\.text).joined(separator: " ").replacing("\n", with: " "),
                    height: span(cell["rowSpan"]),
                    width: span(cell["gridSpan"])
                )
            }
            grid.append(Array(cells))
        }
        return grid
    }

    private static func span(_ value: String?) -> Int { min(max(value.flatMap { Int($0) } ?? 1, 1), 1_000) }
}

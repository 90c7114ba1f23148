/// The cells of a Word table.
struct WordTable {
    private(set) var grid = TableGrid()
    /// Whether the first row is to look like a header and can be one.
    private(set) var marked = false

    /// Reads `node`; `text` gives the text of a cell.
    init(_ node: XMLTree.Node, text: (XMLTree.Node) -> String) {
        var rows: [[TableGrid.Cell]] = []
        var merges: [Merge] = []
        for row in Self.rows(of: node) {
            let isHeader = row.first("trPr")?.first("tblHeader").map(WordRun.isOn) ?? false
            var cells: [TableGrid.Cell] = []
            var column = Self.count(row.first("trPr")?.first("gridBefore"), default: 0)
            for _ in 0..<column { cells.append(TableGrid.Cell(text: "")) }
            for cell in Self.cells(of: row) {
                let properties = cell.first("tcPr")
                let width = max(Self.count(properties?.first("gridSpan"), default: 1), 1)
                let merge = properties?.first("vMerge")
                if let merge, merge["val"] != "restart",
                    let above = merges.firstIndex(where: { $0.column == column && $0.end == rows.count })
                {
                    // The cell above goes on; it stands in the row where it begins.
                    rows[merges[above].row][merges[above].cell].height += 1
                    merges[above].end += 1
                } else {
                    if merge != nil {
                        merges.removeAll { $0.end < rows.count }
                        merges.append(
                            Merge(column: column, row: rows.count, cell: cells.count, end: rows.count + 1)
                        )
                    }
                    cells.append(TableGrid.Cell(text: text(cell), width: width, isHeader: isHeader))
                }
                column += width
            }
            rows.append(cells)
        }
        for row in rows { grid.append(row) }
        let look = node.first("tblPr")?.first("tblLook")
        // Bit 0x20 of the older attribute means the same (ECMA-376, 17.4.56).
        let marksFirst =
            look?["firstRow"] == "1" || look?["val"].flatMap { Int($0, radix: 16) }.map { $0 & 0x20 != 0 } == true
        marked = marksFirst || look == nil
    }

    /// A cell that goes on in the rows below.
    private struct Merge {
        let column: Int
        let row: Int
        /// Index of the cell in its row.
        let cell: Int
        /// The row that would continue it.
        var end: Int
    }

    /// Returns the rows of a table, also those in content controls.
    static func rows(of table: XMLTree.Node) -> [XMLTree.Node] {
        table.children.flatMap { (child) -> [XMLTree.Node] in
            switch child.name {
            case "tr": [child]
            case "sdt": child.first("sdtContent").map { Array($0.children("tr")) } ?? []
            default: []
            }
        }
    }

    /// Returns the cells of a row, also those in content controls.
    static func cells(of row: XMLTree.Node) -> [XMLTree.Node] {
        row.children.compactMap { (child) -> XMLTree.Node? in
            switch child.name {
            case "tc": child
            case "sdt": child.first(["sdtContent", "tc"])
            default: nil
            }
        }
    }

    private static func count(_ node: XMLTree.Node?, default count: Int) -> Int {
        min(max(node?["val"].flatMap { Int($0) } ?? count, 0), TableGrid.mostColumns)
    }
}

/// The cells of a Word table.
enum WordTable {
    /// Columns beyond this one are dropped.
    private static let mostColumns = 500

    /// Most UTF-8 bytes that are repeated, because a few bytes of markup can ask for any amount.
    private static let mostRepeated = 1_000_000

    /// Returns the cells of each row. After a cell that spans columns come empty ones; a cell that spans rows is
    /// repeated in each, so that every row can be read by itself.
    static func cells(of rows: [XMLTree.Node]) -> [[String]] {
        var above: [String] = []
        var repeated = 0
        return rows.map { row in
            var cells: [String] = []
            for cell in row.children where cell.name == "tc" || cell.name == "sdt" {
                let cell = cell.name == "sdt" ? cell.first(["sdtContent", "tc"]) ?? cell : cell
                let properties = cell.first("tcPr")
                let merge = properties?.first("vMerge")
                let continues = merge != nil && merge?["val"] != "restart"
                let column = cells.count
                if continues, column < above.count {
                    repeated += above[column].utf8.count
                    cells.append(repeated > mostRepeated ? "" : above[column])
                } else {
                    cells.append(text(of: cell))
                }
                let span = properties?.first("gridSpan")?["val"].flatMap { Int($0) } ?? 1
                cells += Array(repeating: "", count: min(max(span - 1, 0), max(mostColumns - cells.count, 0)))
            }
            cells = Array(cells.prefix(mostColumns))
            above = cells
            return cells
        }
    }

    private static func text(of cell: XMLTree.Node) -> String {
        var texts: [String] = []
        cell.visit { node in
            guard node.name == "p" else { return true }
            let text = WordRun.text(of: node).text.replacing("\n", with: " ").replacing("\t", with: " ")
            if !text.isEmpty { texts.append(text) }
            return false
        }
        return texts.joined(separator: " ")
    }
}

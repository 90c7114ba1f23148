extension PDFPage {
    /// Returns whether words stand in columns on at least `fewest` heights, so that it is worth drawing the page to
    /// look for a table.
    func mayHaveTable(fewest: Int = 2) -> Bool {
        guard lines.count <= Self.mostLines else { return false }
        let rows = PDFRow.rows(of: lines.flatMap(\.words))
        return rows.count(where: \.hasWideGap) >= fewest || rows.last?.hasWideGap == true
            || fewest == 1 && rows.first?.hasColumns == true
    }

    private static let mostLines = 1_000
    private static let mostRows = 300

    /// Replaces lines by the tables that they make. `previous` is the table, or what may be one, at the end of the page
    /// before. Returns what may be the beginning of a table at the end of this page.
    mutating func rebuildTables(
        _ drawing: PDFDrawing,
        previous: (table: PDFTable, isTail: Bool)?
    ) -> PDFTable? {
        guard lines.count <= Self.mostLines else { return nil }
        var words = lines.flatMap(\.words)
        var tables: [PDFTable] = []
        let (grids, boxes) = PDFGrid.find(in: drawing)
        for grid in grids {
            let inside = words.filter(grid.contains)
            guard let table = grid.table(of: inside) else { continue }
            tables.append(table)
            words.removeAll(where: grid.contains)
        }
        // What stands in a frame is a listing or a remark. A border around the page is none.
        let frames = boxes.filter { $0.height < height * 0.6 }
        words.removeAll { word in frames.contains { $0.contains(word) } }
        let rows = PDFRow.rows(of: words)
        var tail: PDFTable?
        if rows.count <= Self.mostRows {
            let found = PDFColumns.tables(
                in: rows,
                drawing: drawing.without(boxes),
                previous: tables.isEmpty ? previous : nil,
                tail: &tail
            )
            tables += found.compactMap(\.table)
        }
        for table in tables { place(table) }
        return tail
    }

    /// Puts a table where its first line is, and removes its lines.
    mutating func place(_ table: PDFTable) {
        func isInside(_ line: PDFLine) -> Bool {
            let middle = (line.yMin + line.yMax) / 2
            return table.y.contains(middle) && line.xMax > table.x.lowerBound - 1 && line.xMin < table.x.upperBound + 1
        }
        guard let target = blocks.firstIndex(where: { $0.table == nil && $0.lines.contains(where: isInside) }) else {
            return
        }
        let above = Block(lines: blocks[target].lines.filter { !isInside($0) && $0.yMin < table.y.lowerBound })
        let below = Block(lines: blocks[target].lines.filter { !isInside($0) && $0.yMin >= table.y.lowerBound })
        for index in blocks.indices where blocks[index].table == nil { blocks[index].lines.removeAll(where: isInside) }
        blocks.replaceSubrange(target...target, with: [above, Block(table: table), below])
        blocks.removeAll { $0.lines.isEmpty && $0.table == nil }
    }
}

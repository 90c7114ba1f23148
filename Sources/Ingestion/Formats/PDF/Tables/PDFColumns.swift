/// A table whose columns are separated by white space. Lines below its rows and shaded rows help to find the rows.
struct PDFColumns: Sendable {
    /// The rows of words that belong to it, as indices of the page's rows.
    let range: Range<Int>
    let rows: [PDFRow]
    let columns: [ClosedRange<Double>]
    let rules: [PDFDrawing.Rule]
    /// Whether rows are shaded, which does not show where a cell ends.
    let isShaded: Bool
    /// Whether one shaded area holds all of it, as it does with listings.
    let isInShade: Bool

    /// Most times that a row may be tried as part of a table, so that a page made to be slow is not.
    private static let mostVisits = 40

    /// A column has at least this distance from the next one, as a share of the height of letters.
    private static let narrowestGap = 0.34

    /// Returns the tables among the rows of a page, from top to bottom. `previous` is the table at the end of the page
    /// before: of its columns, a single row at the top is enough. If it is a tail, it counts as rows of the table.
    /// `tail` becomes the rows at the end of the page that may be the beginning of a table.
    static func tables(
        in rows: [PDFRow],
        drawing: PDFDrawing,
        previous: (table: PDFTable, isTail: Bool)?,
        tail: inout PDFTable?
    ) -> [PDFColumns] {
        var found: [PDFColumns] = []
        var start = 0
        var visited = 0
        let sure = previous.flatMap { $0.isTail ? nil : $0.table }
        while start < rows.count, visited < rows.count * mostVisits {
            guard rows[start].hasColumns,
                let table = PDFColumns(from: start, in: rows, drawing, above: found.isEmpty ? sure : nil)
            else {
                start += 1
                continue
            }
            visited += table.range.count
            let isFirst = found.isEmpty && table.range.lowerBound == 0
            let above = isFirst ? previous.flatMap { table.continues($0.table) ? $0 : nil } : nil
            if above.map({ !$0.isTail }) ?? false || table.isConvincing(below: above?.table.rows.count ?? 0) {
                found.append(table)
                start = table.range.upperBound
            } else {
                if table.range.upperBound == rows.count, table.mayBegin { tail = tail ?? table.table }
                start += 1
            }
        }
        return found
    }

    /// `above` is the table at the end of the page before.
    private init?(from start: Int, in all: [PDFRow], _ drawing: PDFDrawing, above: PDFTable?) {
        let height = all[start].height
        let lines = drawing.horizontal + drawing.shadeEdges
        var strips = all[start].segments.map { Strip(x: $0.xMin...$0.xMax, rows: [start]) }
        var end = start + 1
        var last = start
        var crossing = 0
        var crossed: Set<Int> = []
        for index in start + 1..<max(all.count, start + 1) {
            let row = all[index]
            let gap = row.yMin - all[index - 1].yMax
            let width = (strips.last?.x.upperBound ?? 0) - strips[0].x.lowerBound
            func hasRule(_ lines: [PDFDrawing.Rule], from upper: Double, to lower: Double) -> Bool {
                lines.contains { rule in
                    rule.place >= upper && rule.place <= lower && rule.length > width * 0.5
                        && rule.lower < row.segments[0].xMax
                }
            }
            let isRuled = hasRule(lines, from: all[index - 1].yMiddle, to: row.yMiddle)
            if gap > height * (isRuled ? 4 : 2.2) || row.height > height * 1.6 || row.height < height * 0.5 { break }
            let gapOfColumns = Self.narrowestGap * height
            if let joined = Strip.joined(strips, with: row, index: index, gap: gapOfColumns) {
                strips = joined
                crossing = 0
                if row.hasColumns || isRuled && joined.count > 1 { last = index }
                // The rest of a cell of several lines.
                if !row.hasColumns, index - last < 6, gap < height * 0.6, row.segments[0].xMin > strips[0].x.upperBound
                {
                    last = index
                }
            } else {
                // A cell that spans columns, or the text below the table.
                guard row.segments.count < strips.count, crossing < 3,
                    hasRule(drawing.horizontal, from: all[index - 1].yMiddle, to: row.yMiddle),
                    hasRule(drawing.horizontal, from: row.yMiddle, to: row.yMax + height * 2)
                else { break }
                crossing += 1
                if row.hasColumns { last = index }
                crossed.insert(index)
            }
            end = last + 1
        }
        let gap = Self.narrowestGap * height
        columns = Self.columns(of: all[start..<end], excluding: crossed, gap: gap)
        let top = Self.firstRow(above: start, in: all, columns, gap: height * 0.7, continues: above)
        range = top..<end
        rows = Array(all[range])
        let (upper, bottom) = (rows[0].yMin - height * 2, (rows.last?.yMax ?? 0) + height * 2)
        let sides = (columns.first?.lowerBound ?? 0)...(columns.last?.upperBound ?? 0)
        rules = lines.filter {
            $0.place > upper && $0.place < bottom && $0.lower < sides.upperBound && $0.upper > sides.lowerBound
        }.sorted { $0.place < $1.place }
        isShaded = drawing.shadeEdges.contains { $0.place > upper && $0.place < bottom }
        let first = rows[0].yMiddle
        let bottomRow = rows.last?.yMiddle ?? 0
        isInShade =
            rows.count > 1
            && drawing.shades.contains {
                $0.y.contains(first) && $0.y.contains(bottomRow) && $0.x.contains(sides.lowerBound)
            }
        guard columns.count > 1 else { return nil }
    }

    /// Returns the columns that the words leave free between them. The first rows may name groups of columns, so they
    /// do not count if more columns show without them.
    private static func columns(
        of rows: ArraySlice<PDFRow>,
        excluding crossed: Set<Int>,
        gap: Double
    ) -> [ClosedRange<Double>] {
        func columns(from first: Int) -> [ClosedRange<Double>] {
            var strips: [Strip] = []
            for index in rows.indices where index >= first && !crossed.contains(index) {
                strips = Strip.joined(strips, with: rows[index], index: index, gap: gap) ?? strips
            }
            return Strip.withoutHalves(strips, header: rows.startIndex + 3).map(\.x)
        }
        let all = columns(from: rows.startIndex)
        let most = rows.dropFirst().map(\.segments.count).max() ?? 0
        guard most > all.count, rows.count > 3 else { return all }
        for skipped in 1...min(3, rows.count - 2) {
            let some = columns(from: rows.startIndex + skipped)
            if some.count > all.count { return some }
        }
        return all
    }

    /// Returns the first row of the header, whose names may have more lines than the row in which the columns show.
    /// At the top of a page, the rest of a row and rows with a single cell belong to the table `previous`.
    private static func firstRow(
        above start: Int,
        in all: [PDFRow],
        _ columns: [ClosedRange<Double>],
        gap: Double,
        continues previous: PDFTable?
    ) -> Int {
        func reach(most: Int, gap: Double, columns: ArraySlice<ClosedRange<Double>>) -> Int {
            var first = start
            while first > 0, start - first < most {
                let row = all[first - 1]
                guard all[first].yMin - row.yMax < gap, row.height < all[start].height * 1.15,
                    row.segments.allSatisfy({ segment in
                        columns.contains { $0.lowerBound - 4 < segment.xMin && segment.xMax < $0.upperBound + 4 }
                    })
                else { break }
                first -= 1
            }
            return first
        }
        if let previous, previous.columns.count == columns.count, start < 12 {
            let widened = zip(columns, previous.columns).map {
                min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
            }
            if reach(most: start, gap: gap * 3, columns: widened[...]) == 0 { return 0 }
        }
        return reach(most: 3, gap: gap, columns: columns.dropFirst())
    }
}

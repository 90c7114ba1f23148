import RAGCore

/// A table that was rebuilt from the places of words and lines on a page.
struct PDFTable: Sendable {
    /// Rows of cells, all with the same number of columns. A cell that spans columns or rows is repeated in each.
    private(set) var rows: [[String]]
    /// Number of rows at the top that name the columns.
    private(set) var headerRows: Int
    /// Left and right edges of the text in the columns, in points.
    let columns: [ClosedRange<Double>]
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
    /// By column, the number of rows at the top and at the bottom that are one cell.
    var spansAtTop: [Int: Int] = [:]
    var spansBelowHeader: [Int: Int] = [:]
    var spansAtEnd: [Int: Int] = [:]

    /// Creates a table without the rows that have no text. `headerRows` is nil if the header has to be guessed from the
    /// texts. Returns nil if less than two columns have text.
    init?(_ rows: [[String]], headerRows: Int?, columns: [ClosedRange<Double>], y: ClosedRange<Double>) {
        self.rows = rows.filter { row in row.contains { !$0.isEmpty } }
        self.columns = columns
        self.y = y
        let used = columns.indices.count { column in rows.contains { !$0[column].isEmpty } }
        guard used > 1, let first = columns.first, let last = columns.last else { return nil }
        x = first.lowerBound...max(last.upperBound, first.lowerBound)
        let empty = rows.prefix(headerRows ?? 0).count { $0.allSatisfy(\.isEmpty) }
        let depth = headerRows.map { $0 - empty } ?? (Self.looksLikeHeader(self.rows) ? 1 : 0)
        self.headerRows = min(depth, max(self.rows.count - 1, 0))
    }

    /// The table with its header rows joined. Texts that fill a whole row are titles or names of groups.
    var data: DataTable {
        var grid = TableGrid()
        for (index, row) in rows.enumerated() {
            if index >= headerRows, let first = row.first, !first.isEmpty, first.contains(where: \.isLetter),
                row.allSatisfy({ $0 == first })
            {
                grid.append([TableGrid.Cell(text: first, width: row.count)])
            } else {
                grid.append(row.map { TableGrid.Cell(text: $0, isHeader: index < headerRows) })
            }
        }
        return DataTable(grid)
    }

    /// Appends the part of the table on the next page, without its repeated header. Returns false if `other` is another
    /// table.
    mutating func append(_ other: PDFTable) -> Bool {
        guard other.continues(self) else { return false }
        let repeated = zip(rows, other.rows).prefix(max(headerRows, 1)).prefix { $0 == $1 }.count
        if repeated == 0, other.headerRows > 0, headerRows > 0, !other.headerIsData(below: self) { return false }
        let isRepeated = headerRows > 0 && repeated == headerRows
        var rest = other.rows.dropFirst(isRepeated ? repeated : 0)
        if let first = rest.first, let last = rows.last, rows.count > headerRows, Self.isRest(first, of: last) {
            // The page ended inside a row.
            for column in columns.indices where !first[column].isEmpty {
                var text = InlineText()
                text.append(last[column] + "\n" + first[column])
                rows[rows.count - 1][column] = text.take()
            }
            rest = rest.dropFirst()
        }
        let start = rows.count
        rows += rest
        spread(other, from: start, isRepeated: isRepeated)
        spansAtEnd = other.spansAtEnd
        return true
    }

    /// Repeats the text of a cell that continues on the next page, which only one of its parts has.
    private mutating func spread(_ other: PDFTable, from start: Int, isRepeated: Bool) {
        guard start > headerRows, start < rows.count else { return }
        for column in columns.indices {
            let above = rows[start - 1][column]
            let below = rows[start][column]
            if below.isEmpty, !above.isEmpty {
                let depth = isRepeated ? other.spansBelowHeader[column] : other.spansAtTop[column]
                guard spansAtEnd[column] ?? 1 > 1 || depth ?? 1 > 1 else { continue }
                for row in start..<min(start + (depth ?? 1), rows.count) where rows[row][column].isEmpty {
                    rows[row][column] = above
                }
            } else if above.isEmpty, !below.isEmpty, let depth = spansAtEnd[column], depth > 1 {
                for row in max(start - depth, headerRows)..<start where rows[row][column].isEmpty {
                    rows[row][column] = below
                }
            }
        }
    }

    /// Returns whether `row`, at the top of a page, holds only the last lines of some cells of the row before it.
    private static func isRest(_ row: [String], of last: [String]) -> Bool {
        guard row.first?.isEmpty == true,
            row.count(where: { !$0.isEmpty }) < last.dropFirst().count(where: { !$0.isEmpty })
        else { return false }
        return zip(row, last).allSatisfy { text, above in
            text.isEmpty || !above.isEmpty && text.contains(where: \.isLetter) && above.contains(where: \.isLetter)
        }
    }

    /// Returns whether it has the columns of `other`, at the same places.
    func continues(_ other: PDFTable) -> Bool {
        let tolerance = max(x.upperBound - x.lowerBound, 1) * 0.05
        return columns.count == other.columns.count
            && zip(columns, other.columns).allSatisfy { own, next in
                min(own.upperBound, next.upperBound) - max(own.lowerBound, next.lowerBound) > -tolerance
            }
    }

    /// Returns whether its columns begin, end or are centred where those of `other` do, whatever is around their texts.
    func hasEdges(of other: PDFTable) -> Bool {
        continues(other)
            && zip(columns, other.columns).allSatisfy { own, next in
                let sides = [
                    own.lowerBound - next.lowerBound, own.upperBound - next.upperBound,
                    (own.lowerBound + own.upperBound - next.lowerBound - next.upperBound) / 2,
                ]
                return sides.contains { abs($0) <= 10 }
            }
    }

    /// Returns whether the first row is like the rows of the table above rather than like its header: the same columns
    /// have digits.
    private func headerIsData(below table: PDFTable) -> Bool {
        guard let first = rows.first else { return false }
        let body = table.rows.dropFirst(table.headerRows)
        let differing = first.indices.count { column in
            let filled = body.filter { !$0[column].isEmpty }
            let digits = filled.count { $0[column].contains(where: \.isNumber) }
            return digits * 10 > filled.count * 9 && !first[column].isEmpty
                && !first[column].contains(where: \.isNumber)
        }
        return differing == 0
    }

    /// Returns whether the first row names columns: short texts without numbers, where the rows below have some.
    private static func looksLikeHeader(_ rows: [[String]]) -> Bool {
        guard rows.count > 1, let first = rows.first else { return false }
        let filled = first.count { !$0.isEmpty }
        guard filled * 2 > first.count, first.allSatisfy({ $0.utf8.count <= 120 }) else { return false }
        let isNumeric: (String) -> Bool = { text in
            text.contains(where: \.isNumber) && !text.contains(where: \.isLetter)
        }
        let numeric = first.dropFirst().count(where: isNumeric)
        if numeric > 0 {
            // Years and quantities name columns if they are of another kind than the cells below.
            return first.allSatisfy { $0.isEmpty || !isNumeric($0) || $0.allSatisfy(\.isNumber) }
                && rows.dropFirst().contains {
                    $0.dropFirst().contains { $0.contains(where: { ".,$€¥￥".contains($0) }) }
                }
        }
        return !isNumeric(first[0])
            && first.allSatisfy { text in text.last.map { !$0.isStop || $0 == "." } ?? true }
    }
}

extension PDFTable {
    /// Returns the text of a cell from its words: lines from top to bottom, without their line ends.
    static func text(of words: [PDFWord]) -> String {
        var text = InlineText()
        var endsWithHyphen = false
        for (index, row) in PDFRow.rows(of: words).enumerated() {
            let line = PDFWord.joined(row.segments.flatMap(\.words))
            // `KX-` + `983` is one code.
            if index > 0, !endsWithHyphen { text.append("\n") }
            text.append(line)
            endsWithHyphen = line.last == "-" && line.dropLast().last.map { $0.isLetter || $0.isNumber } ?? false
        }
        return text.take()
    }
}

extension PDFColumns {
    /// The table with its cells, or nil if it has only one row or column.
    var table: PDFTable? {
        let y = (rows.first?.yMin ?? 0)...(rows.last?.yMax ?? 0)
        let (cells, depth) = banded ?? (grouped, nil)
        guard let headerRows = depth ?? headerDepth(cells) else {
            return PDFTable(cells, headerRows: nil, columns: columns, y: y)
        }
        return PDFTable(Self.withGroups(cells, depth: headerRows), headerRows: headerRows, columns: columns, y: y)
    }

    /// Heights of the lines that pass at least a third of the columns.
    var separators: [Double] {
        var places: [Double] = []
        for rule in rules
        where columns.count(where: { rule.covers(($0.lowerBound + $0.upperBound) / 2) }) * 3 >= columns.count {
            if places.last.map({ rule.place - $0 > 3 }) ?? true { places.append(rule.place) }
        }
        return places
    }

    /// The words of a column at a height. A text that crosses columns belongs to all of them.
    struct Piece {
        let columns: ClosedRange<Int>
        let segment: PDFRow.Segment
        let row: Int
        var yMin: Double { segment.yMin }
        var yMax: Double { segment.yMax }
        var yMiddle: Double { (yMin + yMax) / 2 }
    }

    var pieces: [Piece] {
        rows.enumerated().flatMap { index, row in
            row.segments.map { segment in
                let covered = columns.indices.filter {
                    min(columns[$0].upperBound, segment.xMax) - max(columns[$0].lowerBound, segment.xMin) > 0.5
                }
                let nearest =
                    covered.first ?? columns.indices.min {
                        abs(columns[$0].lowerBound - segment.xMin) < abs(columns[$1].lowerBound - segment.xMin)
                    } ?? 0
                return Piece(columns: nearest...(covered.last ?? nearest), segment: segment, row: index)
            }
        }
    }

    /// Returns the cells between the lines, if there is a line for most rows, and the depth of the header.
    private var banded: (cells: [[String]], headerRows: Int?)? {
        let separators = separators
        guard separators.count > 1 else { return nil }
        func band(_ y: Double) -> Int { separators.count { $0 < y } }
        let pieces = pieces
        let bands = Set(pieces.map { band($0.yMiddle) }).sorted()
        let keys = Set(pieces.filter { $0.columns.lowerBound == 0 }.map(\.row)).count
        guard bands.count > 1, bands.count * 10 >= keys * 6 || hasOneNumber(pieces, in: band) else { return nil }
        if isShaded, let split = splitBands(pieces, band) { return (split, nil) }
        var words = Array(repeating: Array(repeating: [PDFWord](), count: columns.count), count: separators.count + 1)
        var spansRows = false
        for piece in pieces {
            for column in piece.columns {
                let middle = (columns[column].lowerBound + columns[column].upperBound) / 2
                // A line that does not pass this column does not end its cell.
                let own = rules.filter { $0.covers(middle, tolerance: 2) }.map(\.place)
                let upper = isShaded ? -.infinity : own.last { $0 < piece.yMiddle } ?? -.infinity
                let lower = isShaded ? .infinity : own.first { $0 > piece.yMiddle } ?? .infinity
                let first = max(band(upper + 3), bands[0])
                let last = min(band(lower - 3), bands[bands.count - 1])
                let home = band(piece.yMiddle)
                let range =
                    upper.isFinite && lower.isFinite || home == bands[0] && !isShaded
                    ? min(first, home)...max(last, home) : home...home
                if range.count > 1, range.lowerBound == bands[0], column == 0 { spansRows = true }
                for row in range { words[row][column] += piece.segment.words }
            }
        }
        var cells = words.map { row in row.map { $0.isEmpty ? "" : PDFTable.text(of: $0) } }
            .filter { row in row.contains { !$0.isEmpty } }
        guard !spansRows else { return (cells, cells.count > 2 ? 2 : nil) }
        // The names of groups and of columns may be in one band.
        let top = rows.indices.filter { band(rows[$0].yMiddle) == bands[0] }
        let names = top.map { row in
            columns.indices.map { column in
                pieces.filter { $0.row == row && $0.columns.contains(column) }.map(\.segment.text).joined(
                    separator: " "
                )
            }
        }
        guard let last = names.last, top.count > 1, top.count < 4, headerDepth(names + cells.dropFirst()) == top.count,
            Set(last.filter { !$0.isEmpty }).count < last.count(where: { !$0.isEmpty })
        else { return (cells, nil) }
        cells.replaceSubrange(0..<1, with: names)
        return (cells, top.count)
    }

    /// Returns whether there are numbers, and never two of them below each other in one band.
    private func hasOneNumber(_ pieces: [Piece], in band: (Double) -> Int) -> Bool {
        let numbers = pieces.filter { piece in
            let text = piece.segment.text
            return piece.row > 0 && text.contains(where: \.isNumber) && !text.contains(where: \.isLetter)
        }
        let places = numbers.map { [$0.columns.lowerBound, band($0.yMiddle)] }
        return !places.isEmpty && Set(places).count == places.count
    }

    /// Returns the cells of a shaded table in which rows that are not shaded follow each other; nil for another one.
    private func splitBands(_ pieces: [Piece], _ band: (Double) -> Int) -> [[String]]? {
        let numbers = rows.map { band($0.yMiddle) }
        let rowsByBand = Dictionary(grouping: rows.indices) { numbers[$0] }
        func filled(_ row: Int) -> Int { Set(pieces.filter { $0.row == row }.flatMap(\.columns)).count }
        let splits = rowsByBand.values.contains { members in
            members.count > 1 && members.allSatisfy { filled($0) * 10 > columns.count * 6 }
        }
        return splits ? grouped : nil
    }

    /// The cells of a table without lines: those of several lines are recognised by the smaller gaps inside.
    private var grouped: [[String]] {
        let pieces = pieces
        let alone = rows.indices.map { index in pieces.filter { $0.row == index } }
        let withoutKey = alone.count { row in !row.contains { $0.columns.lowerBound == 0 } }
        var groups = alone
        if withoutKey > 0 || alone.contains(where: { $0.count == 1 }) {
            groups = joinedLines(pieces) ?? continued(alone)
        } else if alone.contains(where: { Set($0.flatMap(\.columns)).count < columns.count }) {
            groups = joinedLines(pieces) ?? alone
        }
        return groups.map { group in
            columns.indices.map { column in
                let words = group.filter { $0.columns.contains(column) }.flatMap(\.segment.words)
                return words.isEmpty ? "" : PDFTable.text(of: words)
            }
        }
    }

    /// Joins rows that only continue cells of the row above: the first column is empty or was cut, and so are others
    /// that the row above fills.
    private func continued(_ alone: [[Piece]]) -> [[Piece]] {
        let isNumber: (String) -> Bool = { $0.contains(where: \.isNumber) && !$0.contains(where: \.isLetter) }
        var groups: [[Piece]] = []
        for row in alone {
            guard let group = groups.last, let line = group.last?.row else {
                groups.append(row)
                continue
            }
            let filled = Set(group.flatMap(\.columns))
            let above = Dictionary(group.map { ($0.columns.lowerBound, $0) }) { $1 }
            let continues = row.allSatisfy { piece in
                above[piece.columns.lowerBound].map { last in
                    piece.row == line + 1 && !(isNumber(piece.segment.text) && isNumber(last.segment.text))
                        && (piece.columns.lowerBound > 0 || last.segment.text.hasSuffix("-"))
                        && piece.yMin - last.yMax < (piece.yMax - piece.yMin) * 2
                } ?? false
            }
            if continues, row.count < filled.count - (filled.contains(0) ? 1 : 0), group[0].row > 0 || !row.isEmpty {
                groups[groups.count - 1] += row
            } else {
                groups.append(row)
            }
        }
        return groups
    }

    /// Returns the pieces by row of the table; nil if no cell has several lines.
    private func joinedLines(_ pieces: [Piece]) -> [[Piece]]? {
        let height = rows.map(\.height).sorted()[rows.count / 2]
        let byColumn = columns.indices.map { column in
            pieces.filter { $0.columns == column...column }.sorted { $0.yMin < $1.yMin }
        }
        let gaps = byColumn.flatMap { column in zip(column, column.dropFirst()).map { $1.yMin - $0.yMax } }
        guard let smallest = gaps.min() else { return nil }
        let largest = smallest + height * 0.3
        var stacks: [[Piece]] = []
        var isSingle = false
        for column in byColumn where !column.isEmpty {
            var own: [[Piece]] = []
            for piece in column {
                if let last = own.last?.last, piece.yMin - last.yMax <= largest {
                    own[own.count - 1].append(piece)
                } else {
                    own.append([piece])
                }
            }
            // Codes and prices have one line, so at least one column is not joined.
            if own.count > 1, own.count * 10 >= column.count * 8 { isSingle = true }
            stacks += own
        }
        guard isSingle else { return nil }
        stacks += pieces.filter { $0.columns.count > 1 }.map { [$0] }
        // Cells side by side make a row.
        stacks.sort { ($0[0].yMin, $0[0].segment.xMin) < ($1[0].yMin, $1[0].segment.xMin) }
        var result: [(pieces: [Piece], yMin: Double, yMax: Double)] = []
        for stack in stacks {
            let (top, bottom) = (stack[0].yMin, stack[stack.count - 1].yMax)
            if let last = result.last, last.yMax - top > 0.3 * min(height, bottom - top) {
                result[result.count - 1].pieces += stack
                result[result.count - 1].yMax = max(last.yMax, bottom)
            } else {
                result.append((stack, top, bottom))
            }
        }
        // Where the gaps inside cells are as large as those between rows, whole columns were joined.
        let keys = byColumn[0].count { !$0.segment.text.hasSuffix("-") }
        return result.count * 10 >= keys * 6 ? result.map(\.pieces) : nil
    }

    /// Returns the number of rows at the top that name the columns together, or nil if it is not more than one: rows
    /// with empty cells and without numbers.
    private func headerDepth(_ cells: [[String]]) -> Int? {
        guard let first = cells.first, first.contains(where: \.isEmpty) else { return nil }
        let depth = cells.prefix(4).prefix { row in !row.contains { $0.contains(where: \.isNumber) } }.count
        return depth > 1 && depth < cells.count ? depth : nil
    }

    /// Returns the header with the names of groups repeated over all their columns. A name at the left of its group
    /// does not show how far the group goes, but the names below do if they are the same in each group.
    private static func withGroups(_ cells: [[String]], depth: Int) -> [[String]] {
        guard depth > 1, let last = cells[..<depth].last else { return cells }
        var cells = cells
        for row in 0..<depth - 1 {
            for column in last.indices.dropFirst() where cells[row][column].isEmpty && !cells[row][column - 1].isEmpty {
                let isRepeated = last.count { $0 == last[column] } > 1
                if isRepeated, !last[column].isEmpty, !last[column - 1].isEmpty, last[column] != last[column - 1] {
                    cells[row][column] = cells[row][column - 1]
                }
            }
        }
        return cells
    }
}

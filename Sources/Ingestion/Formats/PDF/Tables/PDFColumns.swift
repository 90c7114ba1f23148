/// A table whose columns are separated by white space. Lines below its rows and shaded rows help to find the rows.
struct PDFColumns: Sendable {
    /// The rows of words that belong to it, as indices of the page's rows.
    let range: Range<Int>
    private let rows: [PDFRow]
    private let columns: [ClosedRange<Double>]
    private let rules: [PDFDrawing.Rule]
    /// Whether rows are shaded, which does not show where a cell ends.
    private let isShaded: Bool
    /// Whether one shaded area holds all of it, as it does with listings.
    private let isInShade: Bool

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
        while start < rows.count {
            guard rows[start].hasColumns, let table = PDFColumns(from: start, in: rows, drawing) else {
                start += 1
                continue
            }
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

    private init?(from start: Int, in all: [PDFRow], _ drawing: PDFDrawing) {
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
                if !row.hasColumns, index - last < 6, gap < height * 0.6, row.segments[0].xMin > strips[0].x.upperBound {
                    last = index
                }
            } else {
                // A cell that spans columns, or the text below the table.
                guard row.segments.count < strips.count, crossing < 3,
                    hasRule(drawing.horizontal, from: all[index - 1].yMiddle, to: row.yMiddle),
                    hasRule(drawing.horizontal, from: row.yMiddle, to: row.yMax + height * 2)
                else { break }
                crossing += 1
                crossed.insert(index)
            }
            end = last + 1
        }
        let gap = Self.narrowestGap * height
        columns = Self.columns(of: all[start..<end], excluding: crossed, gap: gap)
        range = Self.firstRow(above: start, in: all, columns, gap: height * 0.7)..<end
        rows = Array(all[range])
        let (top, bottom) = (rows[0].yMin - height * 2, (rows.last?.yMax ?? 0) + height * 2)
        let sides = (columns.first?.lowerBound ?? 0)...(columns.last?.upperBound ?? 0)
        rules = lines.filter {
            $0.place > top && $0.place < bottom && $0.lower < sides.upperBound && $0.upper > sides.lowerBound
        }.sorted { $0.place < $1.place }
        isShaded = drawing.shadeEdges.contains { $0.place > top && $0.place < bottom }
        let first = rows[0].yMiddle
        let bottomRow = rows.last?.yMiddle ?? 0
        isInShade = rows.count > 1 && drawing.shades.contains {
            $0.y.contains(first) && $0.y.contains(bottomRow) && $0.x.contains(sides.lowerBound)
        }
        guard columns.count > 1 else { return nil }
    }

    /// Returns the columns that the words leave free between them. The first rows may name groups of columns, so they do
    /// not count if more columns show without them.
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
    private static func firstRow(above start: Int, in all: [PDFRow], _ columns: [ClosedRange<Double>], gap: Double) -> Int {
        var first = start
        while first > 0, start - first < 3 {
            let row = all[first - 1]
            guard all[first].yMin - row.yMax < gap, row.height < all[start].height * 1.15,
                row.segments.allSatisfy({ segment in
                    columns.dropFirst().contains { $0.lowerBound - gap < segment.xMin && segment.xMax < $0.upperBound + gap }
                })
            else { break }
            first -= 1
        }
        return first
    }

    // MARK: Evidence

    private func continues(_ table: PDFTable) -> Bool {
        columns.count == table.columns.count && !looksLikeProse && !looksLikeLabels
            && zip(columns, table.columns).allSatisfy { $0.overlaps($1) }
    }

    /// Whether the rows are a table rather than columns of prose, a list, a form or addresses.
    /// `above` is the number of rows that would be its first ones on the page before.
    private func isConvincing(below above: Int) -> Bool {
        let full = rows.filter(\.hasColumns)
        guard !isInShade, full.count > 1, !looksLikeProse, !looksLikeLabels else { return false }
        let gutters = zip(columns, columns.dropFirst()).map { $1.lowerBound - $0.upperBound }
        let height = rows[0].height
        if isRuled { return full.count > 2 || gutters.allSatisfy { $0 > height * 0.8 } }
        let inFirst = rows.count { !$0.hasColumns && $0.segments[0].xMin < columns[0].upperBound }
        guard full.count + above > 2, inFirst * 2 <= rows.count, gutters.allSatisfy({ $0 > height * 0.4 }) else { return false }
        // Lines of prose are longer than those in cells, and cells over several columns cannot be told from them.
        let longest = (columns.last?.upperBound ?? 0) - columns[0].lowerBound
        let isLong = rows.contains { $0.segments.contains { $0.xMax - $0.xMin > max(longest * 0.75, height * 25) } }
        guard !isLong, !pieces.contains(where: { $0.row > 1 && $0.columns.count > 1 }) else { return false }
        let cells = full.flatMap { $0.segments.dropFirst().map(\.text) }
        let numeric = cells.count { $0.contains(where: \.isNumber) }
        return columns.count > 2 && full.count + above >= 4 || numeric * 2 >= cells.count
    }

    /// Whether its rows, at the end of a page, may be the first ones of a table.
    private var mayBegin: Bool {
        let gutters = zip(columns, columns.dropFirst()).map { $1.lowerBound - $0.upperBound }
        return !looksLikeProse && !looksLikeLabels && gutters.allSatisfy { $0 > rows[0].height * 0.8 }
            && rows.count(where: \.hasColumns) * 2 >= rows.count && rows.count < 4
            && !rows.contains { $0.segments.contains { $0.xMax - $0.xMin > rows[0].height * 25 } }
    }

    /// Whether lines or shades separate the rows: nearly everything between two of them has several columns.
    private var isRuled: Bool {
        let separators = separators
        guard separators.count > 2 else { return false }
        let pieces = pieces
        let crossing = Set(pieces.filter { $0.columns.count > 1 && $0.row > 0 }.map(\.row)).count
        let bands = Dictionary(grouping: pieces) { piece in separators.count { $0 < piece.yMiddle } }
        let filled = bands.values.count { Set($0.map(\.columns.lowerBound)).count > 1 }
        return crossing * 4 <= rows.count && filled * 10 >= bands.count * 7 && bands.count * 3 > separators.count
            && bands.count > 1
    }

    /// Whether most lines fill their columns, as they do in a page of two columns.
    private var looksLikeProse: Bool {
        let segments = rows.flatMap(\.segments)
        let long = segments.count { segment in
            guard let column = columns.first(where: { $0.contains((segment.xMin + segment.xMax) / 2) }) else { return true }
            let width = column.upperBound - column.lowerBound
            return segment.xMax - segment.xMin > width * 0.75 && width > rows[0].height * 12
        }
        return columns.count < 4 && long * 5 > segments.count * 3
    }

    /// Whether the first column holds only bullets and numbers of a list, or names of fields before a colon.
    private var looksLikeLabels: Bool {
        let first = rows.compactMap { row in
            row.segments.first.flatMap { $0.xMin < columns[0].upperBound ? $0.text : nil }
        }
        let items = first.count { text in
            text.count <= 4 && PDFParagraph.opensItem(text + " ") || text.allSatisfy { "•·●○■□◆▪▸–-* ".contains($0) }
        }
        let fields = first.count { $0.last == ":" || $0.last == "：" }
        return items * 5 > first.count * 2 || columns.count == 2 && fields * 2 > first.count
    }

    // MARK: Rows

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
    private var separators: [Double] {
        var places: [Double] = []
        for rule in rules where columns.count(where: { rule.covers(($0.lowerBound + $0.upperBound) / 2) }) * 3 >= columns.count {
            if places.last.map({ rule.place - $0 > 3 }) ?? true { places.append(rule.place) }
        }
        return places
    }

    /// The words of a column at a height. A text that crosses columns belongs to all of them.
    private struct Piece {
        let columns: ClosedRange<Int>
        let segment: PDFRow.Segment
        let row: Int
        var yMin: Double { segment.yMin }
        var yMax: Double { segment.yMax }
        var yMiddle: Double { (yMin + yMax) / 2 }
    }

    private var pieces: [Piece] {
        rows.enumerated().flatMap { index, row in
            row.segments.map { segment in
                let covered = columns.indices.filter {
                    min(columns[$0].upperBound, segment.xMax) - max(columns[$0].lowerBound, segment.xMin) > 0.5
                }
                let nearest = covered.first ?? columns.indices.min {
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
                let range = upper.isFinite && lower.isFinite || home == bands[0] && !isShaded ? min(first, home)...max(last, home) : home...home
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
                pieces.filter { $0.row == row && $0.columns.contains(column) }.map(\.segment.text).joined(separator: " ")
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
        }
        return groups.map { group in
            columns.indices.map { column in
                let words = group.filter { $0.columns.contains(column) }.flatMap(\.segment.words)
                return words.isEmpty ? "" : PDFTable.text(of: words)
            }
        }
    }

    /// Joins rows that only continue cells of the row above: the first column is empty or was cut, and so are others that
    /// the row above fills.
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

    /// Returns the header with the names of groups repeated over all their columns. A name at the left of its group does
    /// not show how far the group goes, but the names below do if they are the same in each group.
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

extension PDFColumns {
    func continues(_ table: PDFTable) -> Bool {
        columns.count == table.columns.count && !looksLikeProse && !looksLikeLabels
            && zip(columns, table.columns).allSatisfy { $0.overlaps($1) }
    }

    /// Whether the rows are a table rather than columns of prose, a list, a form or addresses.
    /// `above` is the number of rows that would be its first ones on the page before.
    func isConvincing(below above: Int) -> Bool {
        let full = rows.filter(\.hasColumns)
        guard !isInShade, full.count > 1, !looksLikeProse, !looksLikeLabels else { return false }
        let gutters = zip(columns, columns.dropFirst()).map { $1.lowerBound - $0.upperBound }
        let height = rows[0].height
        if isRuled { return full.count > 2 || gutters.allSatisfy { $0 > height * 0.8 } }
        let inFirst = rows.count { !$0.hasColumns && $0.segments[0].xMin < columns[0].upperBound }
        guard full.count + above > 2, inFirst * 2 <= rows.count, gutters.allSatisfy({ $0 > height * 0.4 }) else {
            return false
        }
        // Lines of prose are longer than those in cells, and cells over several columns cannot be told from them.
        let longest = (columns.last?.upperBound ?? 0) - columns[0].lowerBound
        let isLong = rows.contains { $0.segments.contains { $0.xMax - $0.xMin > max(longest * 0.75, height * 25) } }
        guard !isLong, !pieces.contains(where: { $0.row > 1 && $0.columns.count > 1 }) else { return false }
        let cells = full.flatMap { $0.segments.dropFirst().map(\.text) }
        let numeric = cells.count { $0.contains(where: \.isNumber) }
        return columns.count > 2 && full.count + above >= 4 || numeric * 2 >= cells.count
    }

    /// Whether its rows, at the end of a page, may be the first ones of a table.
    var mayBegin: Bool {
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
            guard let column = columns.first(where: { $0.contains((segment.xMin + segment.xMax) / 2) }) else {
                return true
            }
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
            text.count <= 4 && PDFLine.opensItem(text + " ") || text.allSatisfy { "•·●○■□◆▪▸–-* ".contains($0) }
        }
        let fields = first.count { $0.last == ":" || $0.last == "：" }
        return items * 5 > first.count * 2 || columns.count == 2 && fields * 2 > first.count
    }
}

extension StyledText {
    /// Rows of at most `width` columns. Lines are broken at spaces and between Chinese characters, but not before `，` or `。`
    /// and not behind `（` (GB/T 15834, 5.1); a longer word is cut.
    func wrapped(to width: Int, indent: Int = 0) -> [StyledText] {
        let width = Swift.max(width, 2)
        let margin = StyledText(String(repeating: " ", count: Swift.min(indent, width / 2)))
        var rows: [StyledText] = []
        var row = StyledText()
        var columns = 0
        /// Where the row may end: the number of its cells before the break.
        var opportunity = 0
        for cell in cells {
            let cost = cell.character.cells
            if let last = row.cells.last, last.character == " " || Self.mayBreak(last.character, cell.character) {
                opportunity = row.cells.count
            }
            if columns + cost > width, !row.isEmpty {
                if cell.character == " " {
                    // A space at the end of a row is not seen.
                    opportunity = row.cells.count
                    continue
                }
                let isContinued = !rows.isEmpty
                let least = isContinued ? margin.cells.count : 0
                let end = opportunity > least ? opportunity : row.cells.count
                rows.append(row.prefix(end).trimmingEnd)
                row = margin + row.dropFirst(end)
                columns = row.width
                opportunity = 0
            }
            row.append(cell)
            columns += cost
        }
        return rows + [row]
    }

    /// Without spaces at its end.
    var trimmingEnd: StyledText {
        StyledText(cells: cells.prefix((cells.lastIndex { $0.character != " " } ?? -1) + 1))
    }

    private static func mayBreak(_ left: Character, _ right: Character) -> Bool {
        guard left.cells == 2 || right.cells == 2 else { return false }
        return !closing.contains(right) && !opening.contains(left)
    }

    /// What does not begin a row, and what does not end one.
    private static let closing = Set("，。！？；：、）】》」』〉〕”’…—～·％%,.!?;:)]}°℃")
    private static let opening = Set("（【《「『〈〔“‘([{￥¥$")
}

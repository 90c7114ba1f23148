extension StyledText {
    /// Breaks the text into rows of at most `width` columns; rows after the first are indented by `indent` columns.
    ///
    /// Rows break at spaces and between Chinese characters, but not before `，` or `。` and not after `（`
    /// (GB/T 15834, 5.1). A word that is longer than a row is cut.
    func wrapped(to width: Int, indent: Int = 0) -> [StyledText] {
        let width = Swift.max(width, 2)
        let margin = StyledText(String(repeating: " ", count: Swift.min(indent, width / 2)))
        var rows: [StyledText] = []
        var row = StyledText()
        var columns = 0
        /// The last place where the row may break, as a number of its cells; 0 if there is none.
        var opportunity = 0
        for cell in cells {
            let cost = cell.character.cells
            if let last = row.cells.last, last.character == " " || Self.mayBreak(last.character, cell.character) {
                opportunity = row.cells.count
            }
            if columns + cost > width, !row.isEmpty {
                if cell.character == " " {
                    // A space at the end of a row is invisible.
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

    /// The text without spaces at its end.
    var trimmingEnd: StyledText {
        StyledText(cells: cells.prefix((cells.lastIndex { $0.character != " " } ?? -1) + 1))
    }

    private static func mayBreak(_ left: Character, _ right: Character) -> Bool {
        guard left.cells == 2 || right.cells == 2 else { return false }
        return !closing.contains(right) && !opening.contains(left)
    }

    /// Characters that must not begin a row.
    private static let closing = Set("，。！？；：、）】》」』〉〕”’…—～·％%,.!?;:)]}°℃")
    /// Characters that must not end a row.
    private static let opening = Set("（【《「『〈〔“‘([{￥¥$")
}

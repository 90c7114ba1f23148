/// Rows at the bottom of what is on the screen that may still change, and what it takes to change them: no more is sent than
/// differs, so nothing flickers.
struct ScreenArea: Sendable {
    /// A place within the rows.
    struct Position: Sendable, Hashable {
        let row: Int
        let column: Int
    }

    private(set) var rows: [StyledText] = []
    private var cursor = Position(row: 0, column: 0)
    private let hasStyles: Bool

    init(hasStyles: Bool) { self.hasStyles = hasStyles }

    /// What to send so that `new` stands in place of the rows, each no wider than the screen, with the cursor at `position`,
    /// else behind the last. Rows that have left a screen of `height` stay as they are.
    mutating func show(_ new: [StyledText], cursor position: Position? = nil, height: Int) -> String {
        let new = new.isEmpty ? [StyledText()] : new
        let old = rows.isEmpty ? [StyledText()] : rows
        var output = ""
        let same = zip(old, new).prefix { $0 == $1 }.count
        let start = max(same, old.count - max(height, 1))
        if start < new.count || new.count < old.count {
            output += replace(old, with: new, from: min(start, new.count - 1))
        }
        rows = new
        let end = Position(row: new.count - 1, column: new[new.count - 1].width)
        output += move(to: position ?? end)
        return output
    }

    /// The first `count` rows will not change any more.
    mutating func settle(_ count: Int) {
        rows.removeFirst(min(count, rows.count))
        cursor = Position(row: max(0, cursor.row - count), column: cursor.column)
    }

    /// What to send so that everything from here on stands below the rows, which stay.
    mutating func leave() -> String {
        guard !rows.isEmpty else { return "" }
        let last = rows.count - 1
        defer { forget() }
        return move(to: Position(row: last, column: rows[last].width)) + "\n"
    }

    /// What to send so that the rows are gone and the cursor stands where the first began.
    mutating func erase() -> String {
        defer { forget() }
        return move(to: Position(row: 0, column: 0)) + "\r\u{1B}[J"
    }

    /// What to send so that the rows are drawn anew on a screen that is `width` columns wide by now: terminals wrap lines
    /// that have become too long.
    mutating func reflow(to width: Int) -> String {
        let above = rows.prefix(cursor.row).reduce(0) { $0 + Self.height(of: $1.width, on: width) }
        let within = max(cursor.column - 1, 0) / max(width, 1)
        forget()
        let up = above + within
        return (up > 0 ? "\u{1B}[\(up)A" : "") + "\r\u{1B}[J"
    }

    mutating func forget() {
        rows = []
        cursor = Position(row: 0, column: 0)
    }

    private mutating func replace(_ old: [StyledText], with new: [StyledText], from start: Int) -> String {
        let (was, becomes) = (start < old.count ? old[start] : nil, new[start])
        var output = ""
        if let was {
            let kept = zip(was.cells, becomes.cells).prefix { $0 == $1 }.count
            output += move(to: Position(row: start, column: was.prefix(kept).width))
            if old.count - 1 > start {
                output += "\u{1B}[J"
            } else if was.cells.count > kept {
                output += "\u{1B}[K"
            }
            output += becomes.dropFirst(kept).escaped(hasStyles: hasStyles)
        } else {
            let last = old.count - 1
            output += move(to: Position(row: last, column: old[last].width)) + "\r\n"
            output += becomes.escaped(hasStyles: hasStyles)
        }
        for row in new.dropFirst(start + 1) { output += "\r\n" + row.escaped(hasStyles: hasStyles) }
        cursor = Position(row: new.count - 1, column: new[new.count - 1].width)
        return output
    }

    private mutating func move(to position: Position) -> String {
        guard position != cursor else { return "" }
        var output = ""
        if position.row < cursor.row { output += "\u{1B}[\(cursor.row - position.row)A" }
        if position.row > cursor.row { output += "\u{1B}[\(position.row - cursor.row)B" }
        output += "\r"
        if position.column > 0 { output += "\u{1B}[\(position.column)C" }
        cursor = position
        return output
    }

    private static func height(of columns: Int, on width: Int) -> Int {
        max(1, (columns + width - 1) / max(width, 1))
    }
}

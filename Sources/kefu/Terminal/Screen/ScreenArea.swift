/// The rows at the bottom of the output that may still change.
///
/// Each method returns the text to send to the terminal. Only what differs is sent, so the screen does not flicker.
struct ScreenArea: Sendable {
    /// A place within the rows, counted from 0; `column` is in cells.
    struct Position: Sendable, Hashable {
        let row: Int
        let column: Int
    }

    private(set) var rows: [StyledText] = []
    private var cursor = Position(row: 0, column: 0)
    private let hasStyles: Bool

    init(hasStyles: Bool) { self.hasStyles = hasStyles }

    /// Replaces the rows by `new` and moves the cursor to `position`, or to the end of the last row if it is nil.
    ///
    /// No row may be wider than the screen. Rows that have scrolled off a screen of `height` rows are not redrawn.
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

    /// Declares the first `count` rows final: they are not redrawn again.
    mutating func settle(_ count: Int) {
        rows.removeFirst(min(count, rows.count))
        cursor = Position(row: max(0, cursor.row - count), column: cursor.column)
    }

    /// Ends the area: its rows stay, and later output goes below them.
    mutating func leave() -> String {
        guard !rows.isEmpty else { return "" }
        let last = rows.count - 1
        defer { forget() }
        return move(to: Position(row: last, column: rows[last].width)) + "\n"
    }

    /// Removes the rows from the screen and moves the cursor to the place where the first one began.
    mutating func erase() -> String {
        defer { forget() }
        return move(to: Position(row: 0, column: 0)) + "\r\u{1B}[J"
    }

    /// Removes the rows after the screen became `width` columns wide, so that the next `show` draws them again.
    ///
    /// Terminals wrap lines that have become too long, so one row may now take several.
    mutating func reflow(to width: Int) -> String {
        let above = rows.prefix(cursor.row).reduce(0) { $0 + Self.height(of: $1.width, on: width) }
        let within = max(cursor.column - 1, 0) / max(width, 1)
        forget()
        let up = above + within
        return (up > 0 ? "\u{1B}[\(up)A" : "") + "\r\u{1B}[J"
    }

    /// Forgets the rows without touching the screen, for example because something else has cleared it.
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

/// The rows of an edited line on a screen of a certain width, and the position of the cursor.
struct LineLayout: Sendable {
    private(set) var rows: [StyledText] = []
    private(set) var cursor = ScreenArea.Position(row: 0, column: 0)

    /// Lays out the text of `buffer` after `prompt`; further lines are indented by the width of the prompt.
    ///
    /// A line that is wider than the screen continues in the next row; a wide character is never split. If there are
    /// more than `height` rows, only rows around the cursor are kept.
    init(prompt: StyledText, buffer: LineBuffer, width: Int, height: Int) {
        let width = max(width, 4)
        let prompt = prompt.width < width - 2 ? prompt : StyledText("? ")
        let margin = StyledText(String(repeating: " ", count: prompt.width))
        var row = prompt
        var column = prompt.width
        func place(_ text: String) {
            for character in text {
                if character == "\n" {
                    rows.append(row)
                    (row, column) = (margin, margin.width)
                    continue
                }
                // A character that cannot be shown is shown as a space.
                let shown = StyledText(String(character))
                for cell in shown.isEmpty ? StyledText(" ").cells : shown.cells {
                    if column + cell.character.cells > width {
                        rows.append(row)
                        (row, column) = (StyledText(), 0)
                    }
                    row.append(cell)
                    column += cell.character.cells
                }
            }
        }
        place(buffer.textBefore)
        if column >= width {
            rows.append(row)
            (row, column) = (StyledText(), 0)
        }
        cursor = ScreenArea.Position(row: rows.count, column: column)
        place(buffer.textAfter)
        rows.append(row)
        keep(height)
    }

    /// Keeps `height` rows around the cursor.
    private mutating func keep(_ height: Int) {
        guard rows.count > height, height > 0 else { return }
        let first = min(max(0, cursor.row - height + 1), rows.count - height)
        rows = Array(rows[first..<(first + height)])
        cursor = ScreenArea.Position(row: cursor.row - first, column: cursor.column)
    }
}

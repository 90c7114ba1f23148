/// One line of styled text. It contains no control characters, so it cannot drive the terminal.
struct StyledText: Sendable, Hashable {
    /// One character with its style.
    struct Cell: Sendable, Hashable {
        let character: Character
        let style: Style
    }

    private(set) var cells: [Cell] = []

    init(cells: some Sequence<Cell> = []) { self.cells = Array(cells) }

    /// Creates styled text; controls are removed, a tab becomes four spaces and a line end one space.
    init(_ text: String, _ style: Style = []) {
        let line = text.replacing("\t", with: "    ").onOneLine.withoutControls
        cells = line.map { Cell(character: $0, style: style) }
    }

    static func + (left: StyledText, right: StyledText) -> StyledText { StyledText(cells: left.cells + right.cells) }
    mutating func append(_ cell: Cell) { cells.append(cell) }

    static func += (left: inout StyledText, right: StyledText) { left.cells += right.cells }

    /// The number of columns that the text takes on the screen.
    var width: Int { cells.reduce(0) { $0 + $1.character.cells } }

    var isEmpty: Bool { cells.isEmpty }

    /// The characters without their styles.
    var text: String { String(cells.map(\.character)) }

    func prefix(_ count: Int) -> StyledText { StyledText(cells: cells.prefix(count)) }
    func dropFirst(_ count: Int) -> StyledText { StyledText(cells: cells.dropFirst(count)) }

    /// Returns the text with `style` added to the style of every cell.
    func styled(_ style: Style) -> StyledText {
        StyledText(cells: cells.map { Cell(character: $0.character, style: $0.style.union(style)) })
    }

    /// Returns the text with escape sequences for its styles, or the bare characters if `hasStyles` is false.
    func escaped(hasStyles: Bool) -> String {
        guard hasStyles else { return text }
        var output = ""
        var current: Style = []
        for cell in cells {
            if cell.style != current {
                if !current.isEmpty { output += "\u{1B}[0m" }
                if !cell.style.isEmpty { output += "\u{1B}[\(cell.style.parameters)m" }
                current = cell.style
            }
            output.append(cell.character)
        }
        return current.isEmpty ? output : output + "\u{1B}[0m"
    }
}

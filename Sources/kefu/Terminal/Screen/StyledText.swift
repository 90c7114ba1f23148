/// Text with its look, on one line: it holds nothing that a terminal obeys.
struct StyledText: Sendable, Hashable {
    /// One character on the screen.
    struct Cell: Sendable, Hashable {
        let character: Character
        let style: Style
    }

    private(set) var cells: [Cell] = []

    init(cells: some Sequence<Cell> = []) { self.cells = Array(cells) }

    /// Controls go, a tab becomes spaces, a line end one space.
    init(_ text: String, _ style: Style = []) {
        let line = text.replacing("\t", with: "    ").onOneLine.plain
        cells = line.map { Cell(character: $0, style: style) }
    }

    static func + (left: StyledText, right: StyledText) -> StyledText { StyledText(cells: left.cells + right.cells) }
    mutating func append(_ cell: Cell) { cells.append(cell) }

    static func += (left: inout StyledText, right: StyledText) { left.cells += right.cells }

    /// Columns that it takes.
    var width: Int { cells.reduce(0) { $0 + $1.character.cells } }

    var isEmpty: Bool { cells.isEmpty }

    var text: String { String(cells.map(\.character)) }

    func prefix(_ count: Int) -> StyledText { StyledText(cells: cells.prefix(count)) }
    func dropFirst(_ count: Int) -> StyledText { StyledText(cells: cells.dropFirst(count)) }

    /// Everything of it looks like `style` besides.
    func styled(_ style: Style) -> StyledText {
        StyledText(cells: cells.map { Cell(character: $0.character, style: $0.style.union(style)) })
    }

    /// What is sent to a terminal; the text alone where it `hasStyles` not.
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

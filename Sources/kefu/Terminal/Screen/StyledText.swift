/// How text looks.
struct Style: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    static let bold = Style(rawValue: 1 << 0)
    static let dim = Style(rawValue: 1 << 1)
    static let italic = Style(rawValue: 1 << 2)
    static let underlined = Style(rawValue: 1 << 3)
    static let struck = Style(rawValue: 1 << 4)
    /// Code and commands.
    static let code = Style(rawValue: 1 << 5)
    /// The mark of a source.
    static let mark = Style(rawValue: 1 << 6)

    /// Parameters of Select Graphic Rendition (ECMA-48, 8.3.117). Colours are of the terminal's own palette, so that they suit
    /// light and dark ones.
    var parameters: String {
        let codes: [(Style, String)] = [
            (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underlined, "4"), (.struck, "9"), (.code, "33"), (.mark, "36"),
        ]
        return codes.filter { contains($0.0) }.map(\.1).joined(separator: ";")
    }
}

/// One character on the screen.
struct Cell: Sendable, Hashable {
    let character: Character
    let style: Style
}

/// Text with its look, on one line: it holds nothing that a terminal obeys.
struct StyledText: Sendable, Hashable {
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

/// A renderer that turns Markdown into screen rows while it is still being written.
///
/// Line breaks within a paragraph are kept, because models use them on purpose in answers to customers.
struct MarkdownStream: Sendable {
    /// The rows that result from a piece of text.
    struct Step: Sendable, Hashable {
        /// New rows that will not change any more, in order.
        var settled: [StyledText] = []
        /// The rows below them that may still change.
        var live: [StyledText] = []
    }

    private enum State: Sendable, Hashable {
        case prose
        case code(mark: Character, length: Int)
        /// The last line may be the header of a table.
        case header(String)
        case table(TableLayout)
    }

    private let width: Int
    private let height: Int
    private var state = State.prose
    /// The incomplete last line.
    private var partial = ""
    private var lastWasBlank = true

    /// Creates a stream with rows of at most `width` columns. An unfinished table shows at most `height` rows.
    init(width: Int, height: Int) {
        self.width = max(width, 8)
        self.height = max(height, 4)
    }

    /// Takes the next piece of the text and returns the rows that result.
    mutating func consume(_ piece: String) -> Step {
        var step = Step()
        partial += piece.replacing("\r\n", with: "\n")
        while let end = partial.firstIndex(of: "\n") {
            let line = String(partial[..<end])
            partial = String(partial[partial.index(after: end)...])
            step.settled += settle(line)
        }
        step.live = live
        return step
    }

    /// Ends the text and returns its last rows.
    mutating func finish() -> Step {
        var settled = partial.isEmpty ? [] : settle(partial)
        partial = ""
        settled += closeTable()
        while settled.last?.isEmpty == true { settled.removeLast() }
        return Step(settled: settled)
    }

    /// The rows that may still change.
    private var live: [StyledText] {
        switch state {
        case .code: return partial.hasPrefix("`") || partial.hasPrefix("~") ? [] : code(partial)
        case .prose: return prose(partial, isOpen: true)
        case .header(let header): return prose(header, isOpen: false) + prose(partial, isOpen: true)
        case .table(var table):
            if case .row(let cells) = MarkdownLine(partial) { table.body.append(styled(cells, isOpen: true)) }
            let rows = table.rows(width: width)
            return rows.count <= height ? rows : rows.prefix(height - 1) + [StyledText("…", .dim)]
        }
    }

    /// Takes a complete line and returns the rows that are final now.
    private mutating func settle(_ line: String) -> [StyledText] {
        if case .code(let mark, let length) = state {
            if case .fence(mark, let count, "") = MarkdownLine(line), count >= length {
                state = .prose
                return []
            }
            return code(line)
        }
        let kind = MarkdownLine(line)
        if case .row(let cells) = kind {
            if case .table(var table) = state {
                table.body.append(styled(cells))
                state = .table(table)
                return []
            }
            if case .header(let header) = state, case .row(let names) = MarkdownLine(header),
                let alignments = MarkdownLine.alignments(cells), alignments.count == names.count
            {
                state = .table(TableLayout(header: styled(names), alignments: alignments))
                return []
            }
            defer { state = .header(line) }
            return closeTable()
        }
        let before = closeTable()
        if case .fence(let mark, let length, let info) = kind {
            state = .code(mark: mark, length: length)
            lastWasBlank = false
            return before + (info.isEmpty ? [] : [StyledText("  " + info, .dim)])
        }
        return before
            + prose(line, isOpen: false).filter { row in
                defer { lastWasBlank = row.isEmpty }
                return !(row.isEmpty && lastWasBlank)
            }
    }

    /// Returns the rows of a finished table, or of a line that turned out not to be a table header.
    private mutating func closeTable() -> [StyledText] {
        defer { state = .prose }
        switch state {
        case .prose, .code: return []
        case .header(let line):
            lastWasBlank = false
            return prose(line, isOpen: false)
        case .table(let table):
            lastWasBlank = false
            return table.rows(width: width)
        }
    }

    private func styled(_ cells: [String], isOpen: Bool = false) -> [StyledText] {
        cells.enumerated().map { index, cell in
            let words = ["<br>", "<br/>", "<br />"].reduce(cell) { $0.replacing($1, with: " ") }
            return InlineMarkdown.styled(words, isOpen: isOpen && index == cells.count - 1)
        }
    }

    private func code(_ line: String) -> [StyledText] {
        var rows: [StyledText] = []
        var rest = StyledText(line, .code)
        repeat {
            var columns = 0
            let end = rest.cells.prefix { cell in
                columns += cell.character.cells
                return columns <= width - 2
            }.count
            rows.append(StyledText("  ") + rest.prefix(max(end, 1)))
            rest = rest.dropFirst(max(end, 1))
        } while !rest.isEmpty
        return rows
    }

    /// Returns the rows of a line outside of code blocks and tables.
    private func prose(_ line: String, isOpen: Bool) -> [StyledText] {
        if isOpen, Self.isHalf(line) { return [] }
        func words(_ text: String, _ style: Style = []) -> StyledText {
            InlineMarkdown.styled(text, isOpen: isOpen, style: style)
        }
        switch MarkdownLine(line) {
        case .blank: return [StyledText()]
        case .fence: return []
        case .rule: return [StyledText(String(repeating: "─", count: min(width, 40)), .dim)]
        case .heading(let level, let text):
            return words(text, level < 3 ? [.bold, .underlined] : .bold).wrapped(to: width)
        case .quote(let depth, let text):
            let bar = StyledText(String(repeating: "│ ", count: depth), .dim)
            return words(text).wrapped(to: width - bar.width).map { bar + $0 }
        case .item(let indent, let mark, let text):
            let margin = String(repeating: " ", count: min(indent, width / 3))
            let start = StyledText(margin + mark + " ")
            return (start + words(text)).wrapped(to: width, indent: start.width)
        case .row, .text: return words(line).wrapped(to: width)
        }
    }

    /// Whether the beginning of a line does not yet show what kind of line it is.
    private static func isHalf(_ line: String) -> Bool {
        let text = line.drop { $0 == " " }
        let marks = ["#", "-", "*", "+", "`", "~", ">", "_", "."]
        return !text.isEmpty && text.count < 4 && text.allSatisfy { marks.contains(String($0)) || $0 == " " }
    }
}

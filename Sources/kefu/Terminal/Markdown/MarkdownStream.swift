/// Makes rows for the screen of Markdown that is still being written.
///
/// A line break that the model writes is kept: in customers' answers it is meant.
struct MarkdownStream: Sendable {
    /// What a piece of text brought.
    struct Step: Sendable, Hashable {
        /// Rows that will not change any more, in order.
        var settled: [StyledText] = []
        /// Rows below them that may.
        var live: [StyledText] = []
    }

    private enum State: Sendable, Hashable {
        case prose
        case code(mark: Character, length: Int)
        /// A line that may be the header of a table.
        case header(String)
        case table(TableLayout)
    }

    private let width: Int
    private let height: Int
    private var state = State.prose
    /// The line that is not whole yet.
    private var partial = ""
    private var lastWasBlank = true

    /// Rows are at most `width` columns wide. What is redrawn as a whole, a table, shows at most `height` rows until it is whole.
    init(width: Int, height: Int) {
        self.width = max(width, 8)
        self.height = max(height, 4)
    }

    /// Takes the next piece of the text.
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

    /// Ends the text.
    mutating func finish() -> Step {
        var settled = partial.isEmpty ? [] : settle(partial)
        partial = ""
        settled += closeTable()
        while settled.last?.isEmpty == true { settled.removeLast() }
        return Step(settled: settled)
    }

    /// What stands there now and may still change.
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

    /// Takes a whole line.
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

    /// The rows of a table, or of the line that was none after all.
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

    /// The rows of one line that is no code and no table.
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

    /// Whether the beginning of a line does not tell yet what it is.
    private static func isHalf(_ line: String) -> Bool {
        let text = line.drop { $0 == " " }
        let marks = ["#", "-", "*", "+", "`", "~", ">", "_", "."]
        return !text.isEmpty && text.count < 4 && text.allSatisfy { marks.contains(String($0)) || $0 == " " }
    }
}

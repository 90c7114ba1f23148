/// A data table, written as the lines of a pipe table.
struct HTMLTable {
    /// The text of `<caption>`.
    private(set) var caption: String?
    /// Header row and delimiter row, each with its line end; empty if the table has no header.
    private(set) var header = ""
    /// The other rows, one a line; the last one has no line end.
    private(set) var body = ""
    /// Line in the file for each line of header and body.
    private(set) var lines: [Int] = []

    /// Returns nil for a layout table: one with headings, code or tables inside, or with text in a single column only.
    init?(_ node: HTMLNode) {
        if node["role"] == "presentation" || node.contains(["table", "h1", "h2", "h3", "h4", "pre"]) { return nil }
        var rows: [(cells: [String], isHeader: Bool, line: Int)] = []
        var spans = RowSpans()
        node.visit { inner in
            if inner.name == "caption" { caption = Self.text(of: inner) }
            guard inner.name == "tr" else { return true }
            let row = Self.row(inner, spans: &spans)
            rows.append((row.cells, row.isHeader, inner.line))
            return false
        }
        rows.removeAll { $0.cells.allSatisfy(\.isEmpty) }
        let filled = rows.reduce(into: Set<Int>()) { filled, row in
            for (column, cell) in row.cells.enumerated() where !cell.isEmpty { filled.insert(column) }
        }
        let used = filled.sorted()
        let width = used.count
        guard width > 1 else { return nil }
        for index in rows.indices {
            rows[index].cells = used.map { $0 < rows[index].cells.count ? rows[index].cells[$0] : "" }
        }
        lines = rows.map(\.line)
        if rows[0].isHeader {
            lines.insert(lines[0], at: 1)
            header = Self.line(rows[0].cells) + "\n" + Self.line(Array(repeating: "---", count: width)) + "\n"
            rows.removeFirst()
        }
        body = rows.map { Self.line($0.cells) }.joined(separator: "\n")
        if body.isEmpty, !header.isEmpty { header.removeLast() }
    }

    /// Columns beyond this one are dropped.
    private static let mostColumns = 1_000

    /// Returns the cells of a row. A cell that spans rows is repeated in each, so that every row can be read by itself.
    private static func row(
        _ row: HTMLNode,
        spans: inout RowSpans
    ) -> (cells: [String], isHeader: Bool) {
        var cells: [String] = []
        var isHeader = true
        for cell in row.children where cell.name == "td" || cell.name == "th" {
            while let text = spans.take(at: cells.count) { cells.append(text) }
            isHeader = isHeader && cell.name == "th"
            let text = text(of: cell)
            let width = min(max(Int(cell["colspan"] ?? "") ?? 1, 1), 100)
            let height = min(max(Int(cell["rowspan"] ?? "") ?? 1, 1), 10_000)
            for column in 0..<min(width, mostColumns - cells.count) {
                let text = column == 0 ? text : ""
                spans.open(text, rows: height - 1, at: cells.count)
                cells.append(text)
            }
        }
        while let text = spans.take(at: cells.count) { cells.append(text) }
        return (cells, isHeader && !cells.isEmpty)
    }

    private static func text(of node: HTMLNode) -> String {
        var inline = InlineText()
        node.visit { inner in
            if let characters = inner.characters { inline.append(characters) }
            if inner.name.map(["br", "p", "div", "li"].contains) == true { inline.append(" ") }
            return !inner.isBoilerplate
        }
        return inline.take()
    }

    private static func line(_ cells: [String]) -> String {
        "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
}

/// Cells that span rows below.
private struct RowSpans {
    /// Number of rows still to come, and the text to repeat in them, by column.
    private var open: [Int: (rows: Int, text: String)] = [:]
    /// Number of UTF-8 bytes, plus one for each cell, that may still be repeated, because a few bytes of markup can ask
    /// for any amount. A text that exceeds it is left out.
    private var allowance = 1_000_000

    mutating func open(_ text: String, rows: Int, at column: Int) {
        if rows > 0 { open[column] = (rows, text) }
    }

    /// Returns the text that the row repeats at `column`, or nil if no cell spans it.
    mutating func take(at column: Int) -> String? {
        guard allowance > 0, let span = open[column] else { return nil }
        open[column] = span.rows > 1 ? (span.rows - 1, span.text) : nil
        let text = span.text.utf8.count < allowance ? span.text : ""
        allowance -= text.utf8.count + 1
        return text
    }
}

/// A table of data as the lines of a pipe table.
struct HTMLTable {
    /// What `<caption>` says.
    private(set) var caption: String?
    /// The header row and its delimiter row, with their line ends; empty where the table has no header.
    private(set) var header = ""
    /// The rows, a line each, the last without its line end.
    private(set) var body = ""
    /// Line in the file of each line of header and body.
    private(set) var lines: [Int] = []

    /// nil for a table that only lays out a page: one with headings, code or tables inside, or with text in a single column.
    init?(_ node: HTMLNode) {
        if node["role"] == "presentation" || node.contains(["table", "h1", "h2", "h3", "h4", "pre"]) { return nil }
        var rows: [(cells: [String], isHeader: Bool, line: Int)] = []
        var spans: [Int: (rows: Int, text: String)] = [:]
        node.visit { inner in
            if inner.name == "caption" { caption = Self.text(of: inner) }
            guard inner.name == "tr" else { return true }
            let row = Self.row(inner, spans: &spans)
            rows.append((row.cells, row.isHeader, inner.line))
            return false
        }
        rows.removeAll { $0.cells.allSatisfy(\.isEmpty) }
        let used = (0..<(rows.map(\.cells.count).max() ?? 0)).filter { column in
            rows.contains { column < $0.cells.count && !$0.cells[column].isEmpty }
        }
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

    /// A cell that spans rows is repeated in each, so that every row can be read by itself.
    private static func row(
        _ row: HTMLNode,
        spans: inout [Int: (rows: Int, text: String)]
    ) -> (cells: [String], isHeader: Bool) {
        var cells: [String] = []
        var isHeader = true
        func takeSpans(_ spans: inout [Int: (rows: Int, text: String)]) {
            while let span = spans[cells.count] {
                spans[cells.count] = span.rows > 1 ? (span.rows - 1, span.text) : nil
                cells.append(span.text)
            }
        }
        for cell in row.children where cell.name == "td" || cell.name == "th" {
            takeSpans(&spans)
            isHeader = isHeader && cell.name == "th"
            let text = text(of: cell)
            let width = min(max(Int(cell["colspan"] ?? "") ?? 1, 1), 100)
            let height = min(max(Int(cell["rowspan"] ?? "") ?? 1, 1), 10_000)
            for column in 0..<width {
                if height > 1 { spans[cells.count] = (height - 1, column == 0 ? text : "") }
                cells.append(column == 0 ? text : "")
            }
        }
        takeSpans(&spans)
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

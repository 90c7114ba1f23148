/// Extracts the text of a page into blocks: paragraphs, `- ` list items, pipe tables, code, headings.
struct HTMLExtraction {
    private var text = ""
    private var blocks: [Block] = []
    /// Line in the file for each line of `text`.
    private var fileLines: [Int] = []
    private var inline = InlineText()
    /// Line in the file where the current paragraph began.
    private var inlineLine = 1
    /// Marker and indentation of the next list item, such as `- `.
    private var marker = ""
    private var listDepth = 0
    private var followsItem = false

    /// Reads `node` and everything below it.
    mutating func read(_ node: HTMLNode) {
        if let characters = node.characters {
            if inline.isEmpty { inlineLine = node.line }
            inline.append(characters)
            return
        }
        guard let name = node.name else { return }
        if node.isBoilerplate { return }
        switch name {
        case "h1", "h2", "h3", "h4", "h5", "h6": heading(node, level: Int(name.dropFirst()) ?? 1)
        case "header": pageHeader(node)
        case "br": inline.breakLine()
        case "pre": code(node)
        case "table": table(node)
        case "ul", "ol": list(node, isOrdered: name == "ol")
        case _ where Self.blockNames.contains(name):
            flush()
            for child in node.children { read(child) }
            flush(isItem: name == "dt" || name == "dd")
        default:
            for child in node.children { read(child) }
        }
    }

    /// Returns the text with its blocks.
    mutating func finish() -> (source: SourceText, blocks: [Block]) {
        flush()
        return (SourceText(text, fileLines: fileLines), blocks)
    }

    /// Largest absolute number that a list may begin with.
    private static let largestStart = 1_000_000_000

    private static let blockNames: Set<String> = [
        "html", "body", "main", "article", "section", "div", "p", "blockquote", "li", "dl", "dt", "dd", "figure",
        "figcaption",
        "address", "details", "summary", "fieldset", "center", "caption", "tr", "td", "th", "tbody", "thead", "tfoot",
        "hr", "form",
    ]

    private mutating func heading(_ node: HTMLNode, level: Int) {
        flush()
        for child in node.children { read(child) }
        let title = inline.take()
        guard !title.isEmpty else { return }
        write(title, .heading(level: level, title: title), line: node.line)
    }

    /// Reads the headings of a page header, which belong to the page; the rest is navigation and the site's name.
    private mutating func pageHeader(_ node: HTMLNode) {
        flush()
        for child in node.children where !child.isBoilerplate {
            if child.name == "h1" || child.name == "h2" { read(child) } else { pageHeader(child) }
        }
    }

    private mutating func code(_ node: HTMLNode) {
        flush()
        let code = node.text.split(separator: "\n", omittingEmptySubsequences: false)
        let lines = code.drop { $0.allSatisfy(\.isWhitespace) }
        let skipped = code.count - lines.count
        let body = lines.joined(separator: "\n")
        guard let last = body.lastIndex(where: { !$0.isWhitespace }) else { return }
        let first = node.line + skipped
        write(String(body[...last]), lines: Array(first..<first + lines.count)) { _ in .code }
    }

    private mutating func table(_ node: HTMLNode) {
        flush()
        guard let table = HTMLTable(node) else {
            for child in node.children { read(child) }
            flush()
            return
        }
        if let caption = table.caption { write(caption, .prose, line: node.line) }
        guard !table.body.isEmpty || !table.header.isEmpty else { return }
        write(table.header + table.body, lines: table.lines) { .table(headerEnd: $0 + table.header.utf8.count) }
    }

    private mutating func list(_ node: HTMLNode, isOrdered: Bool) {
        flush(isItem: true)
        listDepth += 1
        var number = min(max(Int(node["start"] ?? "") ?? 1, -Self.largestStart), Self.largestStart)
        for item in node.children where item.name != nil {
            marker = String(repeating: "  ", count: listDepth - 1) + (isOrdered ? "\(number). " : "- ")
            read(item)
            flush(isItem: true)
            marker = ""
            number += 1
        }
        listDepth -= 1
    }

    /// Ends the current paragraph.
    private mutating func flush(isItem: Bool = false) {
        let paragraph = inline.take()
        guard !paragraph.isEmpty else { return }
        let isItem = isItem || !marker.isEmpty
        write(marker + paragraph, .prose, line: inlineLine, isItem: isItem)
        marker = listDepth > 0 ? String(repeating: "  ", count: listDepth) : ""
        followsItem = isItem
    }

    private mutating func write(_ body: String, _ kind: Block.Kind, line: Int, isItem: Bool = false) {
        write(body, lines: [line], isItem: isItem) { _ in kind }
    }

    /// Appends a block. `lines` are the lines in the file for the lines of `body`; the last one applies to all that
    /// follow.
    private mutating func write(_ body: String, lines: [Int], isItem: Bool = false, kind: (Int) -> Block.Kind) {
        let line = lines.last ?? 1
        if !text.isEmpty {
            let isNext = isItem && followsItem
            text += isNext ? "\n" : "\n\n"
            if !isNext { fileLines.append(lines.first ?? line) }
        }
        let lower = text.utf8.count
        text += body
        let count = body.utf8.count { $0 == .lineFeed } + 1
        for index in 0..<count { fileLines.append(index < lines.count ? lines[index] : line) }
        blocks.append(Block(kind(lower), range: lower..<text.utf8.count))
        followsItem = isItem
    }
}

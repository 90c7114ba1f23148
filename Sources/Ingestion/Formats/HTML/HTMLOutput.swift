/// The text that is written from a page, with its blocks and the line in the file of each of its lines.
struct HTMLOutput {
    private(set) var text = ""
    private(set) var blocks: [Block] = []
    /// Line in the file for each line of `text`.
    private(set) var fileLines: [Int] = []
    /// Whether the last block is a list item.
    var followsItem = false
    /// Level of the outermost heading whose section ended since the last block.
    private(set) var endedLevel: Int?

    /// Remembers that the section of a heading of `level` ends here, so that what follows does not belong to it.
    mutating func endSection(at level: Int) { endedLevel = min(endedLevel ?? level, level) }

    /// Returns whether the last block is a heading with this title.
    func endsWithHeading(_ title: String) -> Bool {
        if case .heading(_, title)? = blocks.last?.kind { true } else { false }
    }

    mutating func write(heading title: String, level: Int, line: Int) {
        write(title, .heading(level: level, title: title), line: line)
    }

    /// Writes the titles of a table as paragraphs, its rows as the lines of a pipe table, then its remarks.
    mutating func write(_ table: HTMLTable) {
        for title in table.titles { write(title, .prose, line: table.line) }
        if !table.header.isEmpty || !table.body.isEmpty {
            write(table.header + table.body, lines: table.lines) { .table(headerEnd: $0 + table.header.utf8.count) }
        }
        for remark in table.remarks { write(remark, .prose, line: table.lines.last ?? table.line) }
    }

    mutating func write(_ body: String, _ kind: Block.Kind, line: Int, isItem: Bool = false) {
        write(body, lines: [line], isItem: isItem) { _ in kind }
    }

    /// Appends a block. `lines` are the lines in the file for the lines of `body`; the last one applies to all that
    /// follow.
    mutating func write(_ body: String, lines: [Int], isItem: Bool = false, kind: (Int) -> Block.Kind) {
        let line = lines.last ?? 1
        if !text.isEmpty {
            let isNext = isItem && followsItem
            text += isNext ? "\n" : "\n\n"
            if !isNext { fileLines.append(lines.first ?? line) }
        }
        let lower = text.utf8.count
        let kind = kind(lower)
        if let ended = endedLevel {
            // A heading of the same level or above ends the section by itself.
            let endsItself = if case .heading(let level, _) = kind { level <= ended } else { false }
            if !endsItself { blocks.append(Block(.heading(level: ended, title: ""), range: lower..<lower)) }
            endedLevel = nil
        }
        text += body
        let count = body.utf8.count { $0 == .lineFeed } + 1
        for index in 0..<count { fileLines.append(index < lines.count ? lines[index] : line) }
        blocks.append(Block(kind, range: lower..<text.utf8.count))
        followsItem = isItem
    }
}

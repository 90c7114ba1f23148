/// Writes the text of a document that has to be dug out of its file, block after block.
struct BlockWriter {
    private(set) var text = ""
    private(set) var blocks: [Block] = []
    private var followsItem = false

    /// Length so far, in UTF-8 bytes.
    var count: Int { text.utf8.count }

    /// Appends a block behind an empty line; items of a list stand line by line. Nothing for an empty `body`.
    mutating func write(_ body: String, _ kind: Block.Kind = .prose, isItem: Bool = false) {
        guard !body.isEmpty else { return }
        separate(isItem: isItem)
        let lower = count
        text += body
        blocks.append(Block(kind, range: lower..<count))
    }

    /// Appends a heading. Line ends in it become spaces.
    mutating func write(heading: String, level: Int) {
        var inline = InlineText()
        inline.append(heading)
        let title = inline.take()
        write(title, .heading(level: min(max(level, 1), 9), title: title))
    }

    /// Appends a table, a line a row; one without content is left out.
    mutating func write(_ table: PipeTable) {
        guard !table.isEmpty else { return }
        separate(isItem: false)
        let lower = count
        text += table.header + table.body
        blocks.append(Block(.table(headerEnd: lower + table.header.utf8.count), range: lower..<count))
    }

    private mutating func separate(isItem: Bool) {
        if !text.isEmpty { text += isItem && followsItem ? "\n" : "\n\n" }
        followsItem = isItem
    }
}

import RAGCore

/// Builds the text of a document block by block, for formats whose text is not the file itself.
struct BlockWriter {
    private(set) var text = ""
    private(set) var blocks: [Block] = []
    /// Indices of the blocks that are items of lists.
    private(set) var items: Set<Int> = []
    /// Runs of base64 that were left out.
    private(set) var omissions = Omissions()
    private var followsItem = false

    /// Length of the text so far, in UTF-8 bytes.
    var count: Int { text.utf8.count }

    /// Appends a block after an empty line; list items follow each other without one. Does nothing if `body` is empty.
    mutating func write(
        _ body: String,
        _ kind: Block.Kind = .prose,
        isItem: Bool = false,
        validity: Validity? = nil
    ) {
        let body = kind == .code ? body : readable(body)
        guard !body.isEmpty else { return }
        separate(isItem: isItem)
        if isItem { items.insert(blocks.count) }
        let lower = count
        text += body
        blocks.append(Block(kind, range: lower..<count, validity: validity))
    }

    /// Appends a heading; line ends in it become spaces. The level is limited to 1 to 9.
    mutating func write(heading: String, level: Int) {
        var inline = InlineText()
        inline.append(heading)
        let title = inline.take()
        write(title, .heading(level: min(max(level, 1), 9), title: title))
    }

    /// Appends a table with one row a line; leaves out an empty table.
    mutating func write(_ table: PipeTable) {
        guard !table.isEmpty else { return }
        let header = readable(table.header)
        write(header + readable(table.body), headerBytes: header.utf8.count)
    }

    /// Appends lines of a table, of which the first `headerBytes` bytes are its header.
    mutating func write(_ lines: String, headerBytes: Int) {
        separate(isItem: false)
        let lower = count
        text += lines
        blocks.append(Block(.table(headerEnd: lower + headerBytes), range: lower..<count))
    }

    /// Returns the text without characters that show nothing and without encoded bytes.
    private mutating func readable(_ text: String) -> String {
        EncodedData.removed(from: text.withoutInvisibleCharacters.withBoundedCharacters(), &omissions)
    }

    private mutating func separate(isItem: Bool) {
        if !text.isEmpty { text += isItem && followsItem ? "\n" : "\n\n" }
        followsItem = isItem
    }
}

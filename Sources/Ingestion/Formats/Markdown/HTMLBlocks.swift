/// Reads the blocks of HTML in a Markdown text. `<details>` may begin in one and end in another, with Markdown between.
struct HTMLBlocks {
    /// Level of the heading above the next block.
    var level = 0
    /// Levels of the titles of open `<details>`.
    private var open: [Int] = []

    /// Returns the parts of a block at `range`.
    mutating func parts(of markup: String, at range: Range<Int>, _ omissions: inout Omissions) -> [MarkdownContent.Part]
    {
        let output = HTMLReader.fragment(markup, below: level, &omissions)
        var parts: [MarkdownContent.Part] = output.blocks.isEmpty ? [] : [.html(range, output)]
        let lower = markup.lowercased()
        let begins = lower.contains("<details")
        let ends = lower.contains("</details")
        if begins, !ends, let title = output.blocks.last(where: \.isHeading), case .heading(let own, _) = title.kind {
            open.append(own)
            level = own
        } else if ends, !begins, let own = open.popLast() {
            parts.append(.sectionEnd(level: own))
            level = own - 1
        } else if let ended = output.endedLevel {
            parts.append(.sectionEnd(level: ended))
        } else if case .heading(let own, _)? = output.blocks.last(where: \.isHeading)?.kind {
            level = own
        }
        return parts
    }
}

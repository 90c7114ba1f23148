import RAGCore

/// The text of the paragraph that is being read, and how much of it is inside links.
struct HTMLParagraph {
    private var inline = InlineText()
    private var line = 1
    private var linkWidth = 0
    private var anchorWidth = 0

    var isEmpty: Bool { inline.isEmpty }

    /// Appends text; `line` is its line in the file.
    mutating func append(_ characters: String, line: Int, isLink: Bool = false) {
        if inline.isEmpty { self.line = line }
        inline.append(characters)
        if isLink { linkWidth += Self.width(of: characters) }
    }

    /// Counts the text of a link to a heading of the same page.
    mutating func countAnchor(_ characters: String) { anchorWidth += Self.width(of: characters) }

    mutating func breakLine() { inline.breakLine() }

    /// Returns the text, its line, its width, and the widths of the text in links and in links to headings of the page;
    /// then begins an empty paragraph. Unless `measuring`, the width of a text without such links is only estimated.
    mutating func take(measuring: Bool = true) -> (
        text: String, line: Int, width: Int, linkWidth: Int, anchorWidth: Int
    ) {
        let text = inline.take()
        defer { (linkWidth, anchorWidth) = (0, 0) }
        return (
            text, line, measuring || anchorWidth > 0 ? Self.width(of: text) : text.utf8.count, linkWidth, anchorWidth
        )
    }

    private static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $1.properties.isWhitespace ? $0 : $0 + ($1.isWide ? 2 : 1) }
    }
}

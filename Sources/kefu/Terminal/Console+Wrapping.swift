extension Console {
    /// Writes lines that stand `indent` columns in; on a terminal, what is longer than the screen goes on below them.
    func printWrapped(_ text: String, indent: Int = 0) throws {
        guard canDraw else { return try print(text.plain.indented(by: indent)) }
        let width = TerminalMode.size.width
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let margin = indent + line.prefix { $0 == " " }.count
            let rows = StyledText(String(repeating: " ", count: indent) + line).wrapped(to: width, indent: margin)
            for row in rows { try print(row.text) }
        }
    }
}

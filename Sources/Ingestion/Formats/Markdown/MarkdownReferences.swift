import RAGCore

/// The addresses of a Markdown text's reference links: `[terms][t]` with `[t]: https://…` somewhere below. A passage
/// would lose the address, so it is written where the link is.
struct MarkdownReferences {
    private var addresses: [String: Substring] = [:]

    init() {}

    /// Finds the definitions in the lines from index `first` on; of several with one name, the first counts
    /// (CommonMark 0.31, 4.7).
    init(_ lines: [Substring], from first: Int) {
        for line in lines[first...] {
            guard let (label, isNote, text) = MarkdownNotes.bracketed(line), !isNote, MarkdownNotes.isAddress(text)
            else {
                continue
            }
            let address =
                text.first == "<" ? text.dropFirst().prefix { $0 != ">" } : text.prefix { !$0.isWhitespace }
            let name = Self.name(label)
            if addresses[name] == nil, !address.contains(where: "<>() ".contains) { addresses[name] = address }
        }
    }

    /// Returns the line with the address of each link that it refers to, outside code. A definition stays as it is.
    func resolved(_ line: String) -> String {
        guard !addresses.isEmpty, line.contains("]"), MarkdownNotes.bracketed(line[...]) == nil else { return line }
        var text = ""
        var end = line.startIndex
        var start = line.startIndex
        var counted = line.startIndex
        var code = CodeMarks()
        while let open = line[start...].firstIndex(of: "[") {
            start = line.index(after: open)
            let isCode = code.isOpen(after: line[counted..<open])
            counted = open
            guard !isCode, let (label, after) = Self.label(in: line[start...]) else { continue }
            var (name, close) = (label, after)
            if line[after...].first == "[", let second = Self.label(in: line[after...].dropFirst()) {
                if !second.label.isEmpty { name = second.label }
                close = second.end
            } else if line[after...].first == "(" {
                continue
            }
            guard let address = addresses[Self.name(name)] else { continue }
            text += line[end..<after] + "(\(address))"
            (end, start) = (close, close)
        }
        return text + line[end...]
    }

    /// Returns the text up to the closing bracket of a label, and the place behind it.
    private static func label(in text: Substring) -> (label: Substring, end: Substring.Index)? {
        let label = text.prefix(200).prefix { $0 != "]" && $0 != "[" }
        guard label.endIndex < text.endIndex, text[label.endIndex] == "]" else { return nil }
        return (label, text.index(after: label.endIndex))
    }

    /// Names are equal without regard to case and to the number of blanks.
    private static func name(_ label: some StringProtocol) -> String {
        label.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

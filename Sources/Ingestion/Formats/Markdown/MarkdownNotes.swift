import RAGCore

/// The footnotes of a Markdown text. A note of one paragraph stands in brackets where it is referred to.
///
/// Besides `[^1]: text`, the forms of Chinese authors count: `［^1］：text`, and `[1]: text`, which would be the
/// address of a link if it were one.
struct MarkdownNotes {
    private var texts: [String: String] = [:]
    /// Indices of the lines that hold a note which is written elsewhere.
    private(set) var definitionLines: Set<Int> = []

    init() {}

    /// Finds the notes in the lines from index `first` on.
    init(_ lines: [Substring], from first: Int) {
        guard
            lines.contains(where: {
                $0.contains("[^") || $0.contains("］") || $0.contains("[") && ($0.contains("]:") || $0.contains("]："))
            })
        else {
            return
        }
        var found: [(name: String, lines: Range<Int>, text: String)] = []
        var index = first
        var isInCode = false
        while index < lines.count {
            if lines[index].trimmingBlanks().hasPrefix("```") { isInCode.toggle() }
            guard !isInCode, let (name, text) = Self.definition(lines[index]) else {
                index += 1
                continue
            }
            var end = index + 1
            var parts = [text]
            while end < lines.count, !lines[end].allSatisfy(\.isWhitespace), Self.definition(lines[end]) == nil,
                lines[end].first?.isWhitespace == true
            {
                parts.append(lines[end].trimmingBlanks())
                end += 1
            }
            var inline = InlineText()
            inline.append(parts.joined(separator: "\n"))
            let hasMore =
                end + 1 < lines.count && lines[end].allSatisfy(\.isWhitespace) && lines[end + 1].hasPrefix("    ")
            if !hasMore { found.append((name, index..<end, inline.take())) }
            index = end
        }
        guard !found.isEmpty else { return }
        var referred: Set<String> = []
        for index in first..<lines.count where lines[index].contains("[") || lines[index].contains("［") {
            let isDefinition = Self.definition(lines[index]) != nil
            Self.visitReferences(lines[index]) { name, range in
                if !isDefinition || range.lowerBound > lines[index].startIndex { referred.insert(name) }
            }
        }
        for note in found where note.text.utf8.count <= Self.longestJoinedNote && referred.contains(note.name) {
            texts[note.name] = texts[note.name] ?? note.text
            definitionLines.formUnion(note.lines)
        }
    }

    /// Most bytes of a note that is joined to its place; a longer one stays where it is.
    private static let longestJoinedNote = 900

    /// Returns the line with the text of each note that it refers to.
    func joined(_ line: String) -> String {
        guard !texts.isEmpty else { return Self.protected(line) }
        var text = ""
        var end = line.startIndex
        Self.visitReferences(line[...]) { name, range in
            guard var note = texts[name]?[...] else { return }
            if let last = note.last, last == "。" || last == "." { note.removeLast() }
            text += line[end..<range.lowerBound]
            text += note.unicodeScalars.contains(where: \.isWide) ? "（\(note)）" : " (\(note))"
            end = range.upperBound
        }
        return Self.protected(text + line[end...])
    }

    /// Returns a line such as `[注]: text` so that no parser takes it for the address of a link, which is not shown.
    private static func protected(_ line: String) -> String {
        guard let (label, _, text) = bracketed(line[...]), !isAddress(text),
            let mark = line.firstRange(of: label + "]:")
        else { return line }
        // A second word without quotation marks is no title of a link, so the line is text anyway.
        let rest = text.drop { !$0.isWhitespace }.trimmingBlanks()
        if let first = rest.first, !"\"'(".contains(first) { return line }
        let isWide = text.unicodeScalars.contains(where: \.isWide)
        return line[..<line.index(before: mark.upperBound)] + (isWide ? "：" : " : ") + text
    }

    /// Returns the name and the text of a note that begins in `line`.
    private static func definition(_ line: Substring) -> (name: String, text: Substring)? {
        guard let (label, isNote, text) = bracketed(line), !text.isEmpty else { return nil }
        let isNumbered = !label.isEmpty && label.count <= 4 && label.allSatisfy { $0.isNumber || "注*".contains($0) }
        guard isNote || isNumbered && !isAddress(text) else { return nil }
        return (label, text)
    }

    /// Splits a line that begins with a label in brackets and a colon.
    static func bracketed(_ line: Substring) -> (label: String, isNote: Bool, text: Substring)? {
        let indent = line.prefix { $0 == " " }
        guard indent.count <= 3, let open = line[indent.endIndex...].first, open == "[" || open == "［" else {
            return nil
        }
        let rest = line[indent.endIndex...].dropFirst()
        guard let close = rest.firstIndex(where: { $0 == "]" || $0 == "］" }), rest[..<close].count <= 40 else {
            return nil
        }
        let after = rest[rest.index(after: close)...]
        guard let colon = after.first, colon == ":" || colon == "：" else { return nil }
        let label = rest[..<close]
        let isNote = label.first == "^" || label.first == "＾"
        return (String(isNote ? label.dropFirst() : label), isNote, after.dropFirst().trimmingBlanks())
    }

    /// Returns whether a text is the address of a link, perhaps with its title.
    static func isAddress(_ text: Substring) -> Bool {
        let word = text.prefix { !$0.isWhitespace }
        if word.hasPrefix("<") || word.hasPrefix("/") || word.hasPrefix("#") || word.hasPrefix("./") { return true }
        if word.hasPrefix("../") || word.contains("://") || word.hasPrefix("mailto:") || word.hasPrefix("tel:") {
            return true
        }
        return word.contains(".") && !word.hasSuffix(".") && word.utf8.allSatisfy { $0 < 0x80 } && word.count >= 4
            && (word.count == text.count || text.contains("\"") || text.contains("'"))
            && word.contains(where: \.isLetter)
    }

    /// Calls `body` with the name and the place of each reference to a note outside code.
    private static func visitReferences(_ line: Substring, _ body: (String, Range<Substring.Index>) -> Void) {
        var start = line.startIndex
        var counted = line.startIndex
        var code = CodeMarks()
        while let open = line[start...].firstIndex(where: { $0 == "[" || $0 == "［" }) {
            start = line.index(after: open)
            let isCode = code.isOpen(after: line[counted..<open])
            counted = open
            let label = line[start...].prefix(40).prefix { $0 != "]" && $0 != "］" && $0 != "[" }
            guard label.endIndex < line.endIndex, line[label.endIndex] == "]" || line[label.endIndex] == "］" else {
                continue
            }
            let end = line.index(after: label.endIndex)
            let isNote = label.first == "^" || label.first == "＾"
            let isNumbered = !label.isEmpty && label.count <= 4 && label.allSatisfy { $0.isNumber || "注*".contains($0) }
            let isLink = end < line.endIndex && (line[end] == "(" || line[end] == "[")
            guard isNote || isNumbered && !isLink, !isCode else { continue }
            body(String(isNote ? label.dropFirst() : label), open..<end)
            start = end
        }
    }
}

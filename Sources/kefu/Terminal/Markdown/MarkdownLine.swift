/// The kind of one line of Markdown, judged without the lines around it.
enum MarkdownLine: Sendable, Hashable {
    case blank
    case heading(level: Int, text: String)
    /// A list item: its indentation in columns, its mark as it is shown, and its text.
    case item(indent: Int, mark: String, text: String)
    case quote(depth: Int, text: String)
    case rule
    /// The beginning or end of a code block; `info` names its language.
    case fence(mark: Character, length: Int, info: String)
    /// The cells of a line that may belong to a table.
    case row([String])
    case text(String)

    init(_ line: String) {
        let indent = line.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
        let text = line.trimmingPrefix { $0 == " " || $0 == "\t" }
        guard let first = text.first else {
            self = .blank
            return
        }
        switch first {
        case "#": self = Self.heading(text) ?? .text(line)
        case ">": self = Self.quote(text)
        case "`", "~": self = Self.fence(text) ?? Self.other(line)
        case "-", "*", "+", "_", "•": self = Self.rule(text) ?? Self.item(text, indent) ?? Self.other(line)
        case "0"..."9": self = Self.number(text, indent) ?? Self.other(line)
        default: self = Self.other(line)
        }
    }

    /// Returns the alignment of each column if the cells are those of the line below a table's header, else nil.
    static func alignments(_ cells: [String]) -> [TableLayout.Alignment]? {
        var alignments: [TableLayout.Alignment] = []
        for cell in cells {
            let dashes = cell.filter { $0 != ":" }
            guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }), !cell.dropFirst().dropLast().contains(":") else {
                return nil
            }
            alignments.append(
                cell.hasSuffix(":") ? (cell.hasPrefix(":") ? .center : .right) : .left
            )
        }
        return alignments.isEmpty ? nil : alignments
    }

    private static func heading(_ text: Substring) -> MarkdownLine? {
        let marks = text.prefix { $0 == "#" }
        let rest = text.dropFirst(marks.count)
        guard marks.count <= 6, rest.first == " " else { return nil }
        var words = rest.drop { $0 == " " }
        let closing = words.reversed().drop { $0 == " " }.prefix { $0 == "#" }.count
        if closing > 0, words.dropLast(closing).last == " " { words = words.dropLast(closing) }
        return .heading(level: marks.count, text: String(words).trimmingEnd)
    }

    private static func quote(_ text: Substring) -> MarkdownLine {
        var depth = 0
        var rest = text
        while rest.first == ">" {
            depth += 1
            rest = rest.dropFirst()
            if rest.first == " " { rest = rest.dropFirst() }
        }
        return .quote(depth: min(depth, 4), text: String(rest))
    }

    private static func fence(_ text: Substring) -> MarkdownLine? {
        guard let mark = text.first else { return nil }
        let length = text.prefix { $0 == mark }.count
        let info = text.dropFirst(length)
        guard length >= 3, !info.contains("`") else { return nil }
        return .fence(mark: mark, length: length, info: String(info.drop { $0 == " " }).trimmingEnd)
    }

    private static func rule(_ text: Substring) -> MarkdownLine? {
        let marks = text.filter { $0 != " " }
        guard let mark = marks.first, "-*_".contains(mark) else { return nil }
        return marks.count >= 3 && marks.allSatisfy { $0 == mark } ? .rule : nil
    }

    private static func item(_ text: Substring, _ indent: Int) -> MarkdownLine? {
        guard let mark = text.first, "-*+•".contains(mark), text.dropFirst().first.map({ $0 == " " }) ?? false else {
            return nil
        }
        let rest = text.dropFirst(2).drop { $0 == " " }
        for (box, shown) in [("[ ] ", "☐"), ("[x] ", "☑"), ("[X] ", "☑")] where rest.hasPrefix(box) {
            return .item(indent: indent, mark: shown, text: String(rest.dropFirst(box.count)))
        }
        return .item(indent: indent, mark: "•", text: String(rest))
    }

    private static func number(_ text: Substring, _ indent: Int) -> MarkdownLine? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        guard digits.count <= 9, let mark = rest.first, mark == "." || mark == ")", rest.dropFirst().first == " " else {
            return nil
        }
        return .item(indent: indent, mark: "\(digits)\(mark)", text: String(rest.dropFirst(2).drop { $0 == " " }))
    }

    private static func other(_ line: String) -> MarkdownLine {
        let text = line.trimmingPrefix(while: \.isWhitespace)
        guard text.contains("|") else { return .text(line.trimmingEnd) }
        var cells = [""]
        var isEscaped = false
        for character in text {
            if character == "|", !isEscaped {
                cells.append("")
            } else {
                cells[cells.count - 1].append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        if text.hasPrefix("|") { cells.removeFirst() }
        if cells.last?.allSatisfy(\.isWhitespace) == true { cells.removeLast() }
        return .row(cells.map { String($0.trimmingPrefix(while: \.isWhitespace)).trimmingEnd })
    }
}

extension String {
    /// The text without whitespace at its end.
    fileprivate var trimmingEnd: String {
        String(prefix(upTo: lastIndex { !$0.isWhitespace }.map(index(after:)) ?? startIndex))
    }
}

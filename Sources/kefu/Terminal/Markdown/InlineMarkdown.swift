/// A parser for emphasis, code, links and source marks within one line of Markdown.
///
/// It departs from CommonMark for the sake of Chinese: `**退货。**请` is bold here, although CommonMark requires
/// a space or punctuation after the closing asterisks. `2*3*4` and `a_b_c` stay unchanged.
struct InlineMarkdown {
    private let characters: [Character]
    /// Whether more of the line may follow. Opening marks then take effect at once, and an incomplete link is hidden.
    private let isOpen: Bool
    /// Marks that are known to have no closing mark before a certain place, so that the search is not repeated.
    private var unclosed: Set<Mark> = []

    private struct Mark: Hashable {
        let character: Character
        let length: Int
        let end: Int
    }

    /// Returns the line with the styles that its Markdown stands for, in addition to `style`.
    static func styled(_ line: some StringProtocol, isOpen: Bool = false, style: Style = []) -> StyledText {
        let characters = Array(line.prefix(longest))
        var parser = InlineMarkdown(characters: characters, isOpen: isOpen)
        let rest = StyledText(String(line.dropFirst(longest)), style)
        return parser.parse(0..<characters.count, style, depth: 0) + rest
    }

    /// The number of characters of a line that are parsed; the rest is shown as it is.
    private static let longest = 8_000
    /// The greatest depth of nested emphasis.
    private static let deepest = 6
    /// The greatest length of an incomplete link that is hidden, in characters.
    private static let longestLink = 400

    private init(characters: [Character], isOpen: Bool) {
        self.characters = characters
        self.isOpen = isOpen
    }

    private mutating func parse(_ range: Range<Int>, _ style: Style, depth: Int) -> StyledText {
        var output = StyledText()
        var index = range.lowerBound
        while index < range.upperBound {
            let character = characters[index]
            let piece: (text: StyledText, end: Int)? =
                switch character {
                case "\\": escaped(index, range, style)
                case "`": code(index, range, style)
                case "*", "_", "~": depth < Self.deepest ? emphasis(index, range, style, depth) : nil
                case "[", "!": link(index, range, style, depth)
                case "<": address(index, range, style)
                default: nil
                }
            if let piece {
                output += piece.text
                index = piece.end
            } else {
                output += StyledText(String(character), style)
                index += 1
            }
        }
        return output
    }

    /// Parses a backslash and the ASCII punctuation mark after it, which then has no special meaning.
    private func escaped(_ index: Int, _ range: Range<Int>, _ style: Style) -> (StyledText, Int)? {
        guard index + 1 < range.upperBound else { return isOpen ? (StyledText(), range.upperBound) : nil }
        let next = characters[index + 1]
        guard next.isASCII, next.isPunctuation || next.isSymbol else { return nil }
        return (StyledText(String(next), style), index + 2)
    }

    private func code(_ index: Int, _ range: Range<Int>, _ style: Style) -> (StyledText, Int)? {
        let count = run(of: "`", at: index, range)
        let start = index + count
        var end = start
        while end < range.upperBound {
            let length = run(of: "`", at: end, range)
            if length == count { break }
            end += max(length, 1)
        }
        let isClosed = end < range.upperBound
        guard isClosed || waits(range) else { return (StyledText(String(repeating: "`", count: count), style), start) }
        var text = String(characters[start..<end])
        if text.hasPrefix(" "), text.hasSuffix(" "), text.contains(where: { $0 != " " }) {
            text = String(text.dropFirst().dropLast())
        }
        return (StyledText(text, style.union(.code)), isClosed ? end + count : end)
    }

    private mutating func emphasis(
        _ index: Int,
        _ range: Range<Int>,
        _ style: Style,
        _ depth: Int
    ) -> (StyledText, Int)? {
        let mark = characters[index]
        let length = run(of: mark, at: index, range)
        let start = index + length
        let look: Style =
            switch (mark, length) {
            case ("~", 2): .struck
            case ("*", 1), ("_", 1): .italic
            case ("*", 2), ("_", 2): .bold
            case ("*", 3), ("_", 3): [.bold, .italic]
            default: []
            }
        let isWithinWord = index > 0 && characters[index - 1].isWordPart
        guard !look.isEmpty, !(isWithinWord && (mark == "_" || length == 1)) else {
            return (StyledText(String(repeating: mark, count: length), style), start)
        }
        if start == range.upperBound, waits(range) { return (StyledText(), start) }
        guard start < range.upperBound, !characters[start].isWhitespace else {
            return (StyledText(String(repeating: mark, count: length), style), start)
        }
        let end = closing(mark, length, from: start, range)
        guard end != nil || waits(range) else {
            return (StyledText(String(repeating: mark, count: length), style), start)
        }
        var inner = start..<(end ?? range.upperBound)
        // The first half of the closing mark may have arrived already.
        if end == nil { while inner.count > 0, characters[inner.upperBound - 1] == mark { inner = inner.dropLast() } }
        let text = parse(inner, style.union(look), depth: depth + 1)
        return (text, end.map { $0 + length } ?? range.upperBound)
    }

    /// Returns the index of the closing mark, or nil if there is none.
    private mutating func closing(_ mark: Character, _ length: Int, from start: Int, _ range: Range<Int>) -> Int? {
        let sought = Mark(character: mark, length: length, end: range.upperBound)
        guard !unclosed.contains(sought) else { return nil }
        var index = start
        while index < range.upperBound {
            let count = run(of: mark, at: index, range)
            if count >= length, count > 0, !characters[index - 1].isWhitespace {
                let end = index + count - length
                let next = end + length
                let isWithinWord = next < range.upperBound && characters[next].isWordPart
                if count == length || length < 3, !(isWithinWord && (mark == "_" || length == 1)) { return end }
            }
            if characters[index] == "`" {
                index += max(run(of: "`", at: index, range), 1)
            } else {
                index += max(count, 1)
            }
        }
        unclosed.insert(sought)
        return nil
    }

    /// Parses `[1]`, `[words](address)` and `![words](address)`.
    private mutating func link(_ index: Int, _ range: Range<Int>, _ style: Style, _ depth: Int) -> (StyledText, Int)? {
        let open = characters[index] == "!" ? index + 1 : index
        guard open < range.upperBound else { return nil }
        guard characters[open] == "[" else { return nil }
        let waits = waits(range) && range.upperBound - index < Self.longestLink
        let sought = Mark(character: "[", length: 1, end: range.upperBound)
        guard !unclosed.contains(sought), let close = characters[open..<range.upperBound].firstIndex(of: "]") else {
            unclosed.insert(sought)
            return waits ? (StyledText(), range.upperBound) : nil
        }
        let words = characters[(open + 1)..<close]
        if !words.isEmpty, words.allSatisfy({ $0.isASCII && $0.isNumber }) {
            return (StyledText("[" + String(words) + "]", style.union(.mark)), close + 1)
        }
        guard close + 1 < range.upperBound else { return waits ? (StyledText(), range.upperBound) : nil }
        guard characters[close + 1] == "(" else { return nil }
        guard let end = characters[(close + 1)..<range.upperBound].firstIndex(of: ")") else {
            return waits ? (StyledText(), range.upperBound) : nil
        }
        let address = String(characters[(close + 2)..<end]).prefix { $0 != " " }
        let shown = parse((open + 1)..<close, style.union(.underlined), depth: depth + 1)
        guard !address.isEmpty, shown.text != address else { return (shown, end + 1) }
        return (shown + StyledText(" (\(address))", style.union(.dim)), end + 1)
    }

    /// Parses `<https://…>`.
    private func address(_ index: Int, _ range: Range<Int>, _ style: Style) -> (StyledText, Int)? {
        guard let end = characters[index..<range.upperBound].firstIndex(of: ">") else { return nil }
        let text = String(characters[(index + 1)..<end])
        guard ["http://", "https://", "mailto:"].contains(where: text.hasPrefix), !text.contains(" ") else {
            return nil
        }
        return (StyledText(text, style.union(.underlined)), end + 1)
    }

    private func run(of character: Character, at index: Int, _ range: Range<Int>) -> Int {
        characters[index..<range.upperBound].prefix { $0 == character }.count
    }

    /// Whether text that ends with `range` may continue.
    private func waits(_ range: Range<Int>) -> Bool { isOpen && range.upperBound == characters.count }
}

extension Character {
    /// Whether a single `*` or `_` next to the character is not emphasis: true for ASCII letters and digits.
    fileprivate var isWordPart: Bool { isASCII && (isLetter || isNumber) }
}

/// Headings that are not larger than the text: numbered ones such as 第三章, 一、, （一） and 1.1, and bold
/// lines.
struct PDFOutline: Sendable {
    private struct Key: Hashable {
        let page: Int
        let text: String
        let y: Int

        init(_ line: PDFLine, page: Int) {
            self.page = page
            text = line.text
            y = Int(line.yMin)
        }
    }

    /// Depth of each heading, from 1.
    private var depths: [Key: Int] = [:]

    /// Most characters of a heading; Chinese ones are shorter.
    private static let longest = 80
    private static let longestChinese = 30
    private static let longestChapter = 20
    private static let mostPages = 2_000

    init(_ pages: [PDFPage], bold: PDFBoldLines) {
        var candidates: [(key: Key, pattern: String)] = []
        var previous: String?
        for (number, page) in pages.prefix(Self.mostPages).enumerated() {
            for line in page.lines {
                let pattern =
                    Self.isShort(line.text)
                    ? Self.pattern(of: line.text) ?? (bold.contains(line.text, page: number) ? "bold" : nil) : nil
                // Items of a list or of contents follow each other; headings have text below them.
                if let pattern, pattern == previous, pattern != "bold" {
                    if candidates.last?.pattern == pattern { candidates.removeLast() }
                } else if let pattern {
                    candidates.append((Key(line, page: number), pattern))
                }
                previous = pattern
            }
            if page.blocks.contains(where: { $0.table != nil }) { previous = nil }
        }
        var order: [String] = []
        for candidate in candidates where !order.contains(candidate.pattern) { order.append(candidate.pattern) }
        let counts = Dictionary(candidates.map { ($0.pattern, 1) }, uniquingKeysWith: +)
        // A single number may be anything; a chapter names itself.
        order.removeAll { counts[$0] ?? 0 < 2 && !["章", "chapter", "bold"].contains($0) }
        for candidate in candidates {
            if let depth = order.firstIndex(of: candidate.pattern) { depths[candidate.key] = depth + 1 }
        }
    }

    /// Returns the depth of a line among these headings, from 1, or nil if it is none.
    func depth(of line: PDFLine, page: Int) -> Int? { depths.isEmpty ? nil : depths[Key(line, page: page)] }

    private static func isShort(_ text: String) -> Bool {
        let isChinese = text.unicodeScalars.contains(where: \.isWide)
        guard text.utf8.count <= 240, text.count <= (isChinese ? longestChinese : longest),
            text.contains(where: \.isLetter)
        else { return false }
        return !text.contains { "。；！？，;：".contains($0) } && !PDFParagraph.endsSentence(text) && text.last != ","
    }

    /// Returns the kind of number that a heading begins with, or nil.
    static func pattern(of text: String) -> String? {
        let numerals = "一二三四五六七八九十百零〇"
        if text.first == "第" {
            var rest = text.dropFirst()
            rest = rest.drop { $0 == " " || numerals.contains($0) || $0.isASCII && $0.isNumber }
            guard rest.count < text.count - 1, let unit = rest.first, "章节篇条節條".contains(unit) || rest.hasPrefix("部分")
            else { return nil }
            return rest.count <= longestChapter ? String(unit) : nil
        }
        if let first = text.first, numerals.contains(first) {
            return text.drop { numerals.contains($0) }.first == "、" ? "一、" : nil
        }
        if text.hasPrefix("（") || text.hasPrefix("(") {
            let rest = text.dropFirst().drop { numerals.contains($0) }
            return rest.count < text.count - 1 && (rest.first == "）" || rest.first == ")") ? "（一）" : nil
        }
        let lower = text.prefix(12).lowercased()
        for word in ["chapter", "section", "appendix", "part"] where lower.hasPrefix(word + " ") {
            return text.dropFirst(word.count + 1).first.map { $0.isNumber || $0.isUppercase } == true ? word : nil
        }
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let parts = number.split(separator: ".")
        guard (2...4).contains(parts.count), parts.allSatisfy({ $0.count <= 2 && !$0.hasPrefix("0") }),
            number.first?.isNumber == true
        else { return nil }
        let rest = text.dropFirst(number.count).drop { $0 == " " || $0 == "　" }
        // `2.4 GHz` and `3.5 kg` are quantities.
        let word = rest.prefix { $0.isLetter && $0.isASCII }
        guard let next = rest.first, next.isLetter, rest.count > 2, !next.isLowercase, word.isEmpty || word.count > 3
        else { return nil }
        return "1." + String(repeating: "1.", count: parts.count - 1)
    }
}

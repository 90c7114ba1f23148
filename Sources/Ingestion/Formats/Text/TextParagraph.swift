/// The lines of a plain text between two blank lines.
struct TextParagraph {
    private let source: SourceText
    /// UTF-8 bytes in the source text, without the blanks at its ends.
    let range: Range<Int>

    /// The paragraphs of `source` in order.
    static func all(of source: SourceText) -> [TextParagraph] {
        source.withBytes { bytes in
            var paragraphs: [TextParagraph] = []
            var open: Range<Int>?
            for line in 1...source.lineCount {
                let content = bytes.trimming(source.start(ofLine: line)..<source.start(ofLine: line + 1))
                if !content.isEmpty {
                    open = (open?.lowerBound ?? content.lowerBound)..<content.upperBound
                } else if let range = open {
                    paragraphs.append(TextParagraph(source: source, range: range))
                    open = nil
                }
            }
            if let range = open { paragraphs.append(TextParagraph(source: source, range: range)) }
            return paragraphs
        }
    }

    /// Its text on one line.
    var text: String {
        var inline = InlineText()
        inline.append(source[range])
        return inline.take()
    }

    /// What the document is called, if this is its first paragraph: one short line that ends like no sentence.
    var title: String? {
        guard range.count <= Self.longestHeading, firstLine == range, !endsSentence(or: "，,；;：:") else { return nil }
        return text
    }

    /// Level of a single line such as `第 3 章 …` or `第三篇` (1), `第 2 节` (2) or `3.1. …` (as many numbers as it has).
    var numberedLevel: Int? {
        guard range.count <= Self.longestHeading, firstLine == range, source.isLineStart(range.lowerBound) else {
            return nil
        }
        let text = source[range]
        if text.first == "第" {
            let rest = text.dropFirst().drop { $0.isWhitespace || $0.isNumber || "〇一二三四五六七八九十百".contains($0) }
            guard let unit = rest.first, !text.hasPrefix("第\(unit)") else { return nil }
            return "章篇编部".contains(unit) ? 1 : unit == "节" ? 2 : nil
        }
        let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        let parts = number.split(separator: ".")
        guard (2...5).contains(parts.count), parts.allSatisfy({ $0.count <= 2 }),
            text.dropFirst(number.count).first?.isWhitespace == true
        else { return nil }
        return parts.count
    }

    /// A short first line that ends like no sentence over a body of sentences, as in a leaflet.
    var label: TextParagraph? {
        let first = TextParagraph(source: source, range: firstLine)
        let second = dropping(first).firstLine
        guard first.range.count <= Self.longestLabel, source.isLineStart(range.lowerBound),
            second.count >= first.range.count * 2, endsSentence(), !first.endsSentence(or: "，,；;：:、"),
            !source.withBytes({ Self.isListMarker($0, at: range.lowerBound, limit: range.upperBound) })
        else { return nil }
        return first
    }

    /// What is left behind a paragraph that begins here.
    func dropping(_ head: TextParagraph) -> TextParagraph {
        let rest = source.withBytes { $0.trimming(head.range.upperBound..<range.upperBound) }
        return TextParagraph(source: source, range: rest)
    }

    /// Its parts, cut before each line that begins with the marker of a list: `* `, `- `, `• `, `1. `, `2) `, `（3）`, `4、`.
    var items: [Range<Int>] {
        source.withBytes { bytes in
            var items: [Range<Int>] = []
            var start = range.lowerBound
            for offset in range where offset > start && bytes[offset - 1].isLineEnd {
                let content = bytes.skippingBlanks(from: offset, to: range.upperBound)
                guard Self.isListMarker(bytes, at: content, limit: range.upperBound) else { continue }
                items.append(bytes.trimming(start..<offset))
                start = content
            }
            return items + [bytes.trimming(start..<range.upperBound)]
        }
    }

    private var firstLine: Range<Int> {
        source.withBytes { bytes in
            bytes.trimming(range.lowerBound..<(range.first { bytes[$0].isLineEnd } ?? range.upperBound))
        }
    }

    private func endsSentence(or others: String = "") -> Bool {
        guard let last = source[range].last else { return false }
        return "。.！!？?…".contains(last) || others.contains(last)
    }

    /// In bytes.
    private static let longestHeading = 180
    private static let longestLabel = 60

    private static func isListMarker(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, limit: Int) -> Bool {
        guard start < limit, let first = bytes.scalar(at: start) else { return false }
        var offset = start
        let isBracketed = first == "(" || first == "（"
        let isBullet = "*-•·●○■□◆".unicodeScalars.contains(first)
        if isBullet || isBracketed { offset += bytes[start].scalarLength }
        let digits = offset
        while offset < limit, offset - digits <= 8, (0x30...0x39).contains(bytes[offset]) || bytes[offset] == 0x2E {
            offset += 1
        }
        let hasNumber = offset > digits
        guard offset < limit, let next = bytes.scalar(at: offset) else { return false }
        if isBracketed { return hasNumber && (next == ")" || next == "）") }
        if isBullet { return !hasNumber && bytes.blankLength(at: offset) > 0 }
        guard hasNumber else { return false }
        return next == "、" || next == ")" || next == "）"
            || bytes[offset - 1] == 0x2E && bytes.blankLength(at: offset) > 0
    }
}

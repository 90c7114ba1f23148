import Lexicon

/// The lines of a plain text between two blank lines.
struct TextParagraph {
    /// Bytes of the whole text, which must outlive the paragraph.
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Place in the source text in UTF-8 bytes, without blanks at the ends.
    let range: Range<Int>

    /// Returns the paragraphs of a text in order.
    static func all(of source: SourceText, _ bytes: UnsafeBufferPointer<UInt8>) -> [TextParagraph] {
        var paragraphs: [TextParagraph] = []
        var open: Range<Int>?
        for line in 1...source.lineCount {
            let content = bytes.trimming(source.start(ofLine: line)..<source.start(ofLine: line + 1))
            if !content.isEmpty {
                open = (open?.lowerBound ?? content.lowerBound)..<content.upperBound
            } else if let range = open {
                paragraphs.append(TextParagraph(bytes: bytes, range: range))
                open = nil
            }
        }
        if let range = open { paragraphs.append(TextParagraph(bytes: bytes, range: range)) }
        return paragraphs
    }

    /// Text of the paragraph on one line.
    var text: String {
        var inline = InlineText()
        inline.append(String(decoding: bytes[range], as: UTF8.self))
        return inline.take()
    }

    /// Title of the document if this is its first paragraph: one short line that does not end like a sentence.
    var title: String? {
        guard range.count <= Self.longestHeading, isOneLine, !endsSentence, !endsWithComma else { return nil }
        return text
    }

    /// Level of a single line such as `第 3 章 …` or `第三篇` (1), `第 2 节` (2) or `3.1. …` (the number
    /// of numbers).
    var numberedLevel: Int? {
        guard range.count <= Self.longestHeading, isOneLine, beginsLine else { return nil }
        switch bytes[range.lowerBound] {
        case 0x30...0x39, 0x2E: return Self.level(ofNumbers: String(decoding: bytes[range], as: UTF8.self))
        case 0xE7: return Self.level(ofChapter: String(decoding: bytes[range], as: UTF8.self))
        default: return nil
        }
    }

    private static func level(ofChapter text: String) -> Int? {
        guard text.first == "第" else { return nil }
        let rest = text.dropFirst().drop { $0.isWhitespace || $0.isNumber || "〇一二三四五六七八九十百".contains($0) }
        guard let unit = rest.first, !text.hasPrefix("第\(unit)") else { return nil }
        return "章篇编部".contains(unit) ? 1 : unit == "节" ? 2 : nil
    }

    private static func level(ofNumbers text: String) -> Int? {
        let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        let parts = number.split(separator: ".")
        guard (2...5).contains(parts.count), parts.allSatisfy({ $0.count <= 2 }),
            text.dropFirst(number.count).first?.isWhitespace == true
        else { return nil }
        return parts.count
    }

    /// A short first line that does not end like a sentence, above a body of sentences, as in a leaflet.
    var label: TextParagraph? {
        let first = TextParagraph(bytes: bytes, range: firstLine)
        guard first.range != range, first.range.count <= Self.longestLabel, beginsLine, endsSentence,
            !first.endsSentence,
            !first.endsWithComma, !bytes.hasListMarker(at: range.lowerBound, limit: range.upperBound),
            dropping(first).firstLine.count >= first.range.count * 2
        else { return nil }
        return first
    }

    /// Returns the rest of the paragraph after `head`, its beginning.
    func dropping(_ head: TextParagraph) -> TextParagraph {
        TextParagraph(bytes: bytes, range: bytes.trimming(head.range.upperBound..<range.upperBound))
    }

    /// Parts of the paragraph, cut before each line with a list marker: `* `, `- `, `• `, `1. `, `2) `, `（3）`,
    /// `4、`.
    var items: [Range<Int>] {
        var items: [Range<Int>] = []
        var start = range.lowerBound
        var line = start
        while let lineEnd = bytes.firstLineEnd(in: line..<range.upperBound) {
            line = lineEnd + 1
            let content = bytes.skippingBlanks(from: line, to: range.upperBound)
            guard bytes.hasListMarker(at: content, limit: range.upperBound) else { continue }
            items.append(bytes.trimming(start..<line))
            start = content
            line = content
        }
        items.append(start..<range.upperBound)
        return items
    }

    private var firstLine: Range<Int> {
        bytes.trimming(range.lowerBound..<(bytes.firstLineEnd(in: range) ?? range.upperBound))
    }

    private var isOneLine: Bool { bytes.firstLineEnd(in: range) == nil }

    private var beginsLine: Bool { range.lowerBound == 0 || bytes[range.lowerBound - 1].isLineEnd }

    private var endsSentence: Bool {
        bytes.scalar(before: range.upperBound).map(Punctuation.endsSentence) ?? false
    }

    private var endsWithComma: Bool {
        switch bytes.scalar(before: range.upperBound) {
        case "，", ",", "；", ";", "：", ":", "、": true
        default: false
        }
    }

    /// Most bytes of a heading and of a label.
    private static let longestHeading = 180
    private static let longestLabel = 60
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func firstLineEnd(in range: Range<Int>) -> Int? {
        let lineFeed = firstLineFeed(in: range)
        return first(.carriageReturn, in: range.lowerBound..<(lineFeed ?? range.upperBound)) ?? lineFeed
    }
}

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

    /// The lines of the paragraph, without blanks at their ends.
    var lines: [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes.firstLineEnd(in: start..<range.upperBound) ?? range.upperBound
            let line = bytes.trimming(start..<end)
            if !line.isEmpty { lines.append(line) }
            start = end + 1
        }
        return lines
    }

    /// Returns the part of the paragraph at `range`.
    func part(_ range: Range<Int>) -> TextParagraph {
        TextParagraph(bytes: bytes, range: bytes.trimming(range))
    }

    /// Returns whether a line, given by its place, can be a heading by its place: a new sentence begins there, and none
    /// goes on in the next line.
    func canBeHeading(_ line: Range<Int>) -> Bool {
        if line.lowerBound > range.lowerBound {
            let before = bytes.trimming(range.lowerBound..<line.lowerBound)
            guard let last = bytes.scalar(before: before.upperBound) else { return false }
            let isEnd = Punctuation.endsSentence(last) || Punctuation.isClosing(last) || last == ":" || last == "："
            // A short line above ends by itself: it is a heading or an item, not wrapped text.
            var start = before.upperBound
            while start > range.lowerBound, !bytes[start - 1].isLineEnd { start -= 1 }
            guard isEnd || before.upperBound - start <= Self.longestLabel else { return false }
        }
        let next = bytes.skippingBlanks(from: line.upperBound, to: range.upperBound)
        return next >= range.upperBound || !(0x61...0x7A).contains(bytes[next])
    }

    /// Text of the first line if that is underlined, else of the paragraph.
    var titleText: String { underlinedLevel == nil ? text : part(lines[0]).text }

    /// Level of a line that is underlined with `=` (1) or `-` (2), and nothing else; nil for other paragraphs.
    var underlinedLevel: Int? {
        let lines = lines
        guard lines.count == 2, lines[0].count <= Self.longestHeading, lines[1].count >= 3 else { return nil }
        let mark = bytes[lines[1].lowerBound]
        guard mark == 0x3D || mark == 0x2D, bytes[lines[1]].allSatisfy({ $0 == mark }) else { return nil }
        return mark == 0x3D ? 1 : 2
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

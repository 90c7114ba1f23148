import Foundation
import RAGCore

/// Reads plain text: paragraphs between blank lines, and the numbered headings of chapters and sections.
package struct TextReader: DocumentReader {
    package let fileExtensions: Set<String> = ["txt", "text"]
    package let recipe = "text/1"

    package init() {}

    package func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let source = SourceText(try TextDecoder.decode(bytes))
        let paragraphs = Self.paragraphs(of: source)
        let levels = paragraphs.map { Self.headingLevel(of: $0, in: source) }
        var blocks: [Block] = []
        for (index, paragraph) in paragraphs.enumerated() {
            // A numbered line that only stands before its next sibling is an item of a list.
            if let level = levels[index], index + 1 < levels.count, levels[index + 1].map({ $0 > level }) ?? true {
                blocks.append(Block(.heading(level: level, title: String(source[paragraph])), range: paragraph))
            } else {
                blocks += Self.items(of: paragraph, in: source).map { Block(.prose, range: $0) }
            }
        }
        return ReadDocument(
            title: Self.title(of: source, paragraphs) ?? name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: blocks
        )
    }

    /// The runs of lines between blank lines, without the blanks at their ends.
    private static func paragraphs(of source: SourceText) -> [Range<Int>] {
        source.withBytes { bytes in
            var paragraphs: [Range<Int>] = []
            var open: Range<Int>?
            for line in 1...source.lineCount {
                let content = bytes.trimming(source.start(ofLine: line)..<source.start(ofLine: line + 1))
                if content.isEmpty {
                    if let paragraph = open { paragraphs.append(paragraph) }
                    open = nil
                } else {
                    open = (open?.lowerBound ?? content.lowerBound)..<content.upperBound
                }
            }
            if let paragraph = open { paragraphs.append(paragraph) }
            return paragraphs
        }
    }

    /// A first paragraph of one short line that ends like no sentence.
    private static func title(of source: SourceText, _ paragraphs: [Range<Int>]) -> String? {
        guard paragraphs.count > 1, let first = paragraphs.first, first.count <= longestHeading else { return nil }
        let line = source[first]
        guard !line.contains(where: \.isNewline), let last = line.last, !"。.，,；;：:".contains(last) else { return nil }
        return String(line)
    }

    /// Bytes of the longest line that is taken for a heading.
    private static let longestHeading = 180

    /// Level of a line such as `第 3 章 …` or `第三篇` (1), `第 2 节` (2) or `3.1. …` (as many numbers as it has); nil for
    /// any other paragraph.
    static func headingLevel(of range: Range<Int>, in source: SourceText) -> Int? {
        let paragraph = source[range]
        guard range.count <= longestHeading, source.isLineStart(range.lowerBound),
            !paragraph.contains(where: \.isNewline)
        else { return nil }
        if paragraph.first == "第" {
            let rest = paragraph.dropFirst().drop { $0.isWhitespace || $0.isNumber || "〇一二三四五六七八九十百".contains($0) }
            guard let unit = rest.first, !paragraph.hasPrefix("第\(unit)") else { return nil }
            return "章篇编部".contains(unit) ? 1 : unit == "节" ? 2 : nil
        }
        let number = paragraph.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        let parts = number.split(separator: ".")
        guard parts.count >= 2, parts.count <= 5, parts.allSatisfy({ $0.count <= 2 }),
            paragraph.dropFirst(number.count).first == " "
        else { return nil }
        return parts.count
    }

    /// A paragraph cut before each line that begins with the marker of a list: `* `, `- `, `• `, `1. `, `2) `, `（3）`, `4、`.
    private static func items(of paragraph: Range<Int>, in source: SourceText) -> [Range<Int>] {
        source.withBytes { bytes in
            var items: [Range<Int>] = []
            var start = paragraph.lowerBound
            for offset in paragraph where offset > start && bytes[offset - 1].isLineEnd {
                let content = bytes.skippingBlanks(from: offset, to: paragraph.upperBound)
                guard isListMarker(bytes, at: content, limit: paragraph.upperBound) else { continue }
                items.append(bytes.trimming(start..<offset))
                start = content
            }
            return items + [bytes.trimming(start..<paragraph.upperBound)]
        }
    }

    private static func isListMarker(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, limit: Int) -> Bool {
        var offset = start
        guard let first = bytes.scalar(at: start) else { return false }
        let isBracketed = first == "(" || first == "（"
        if "*-•·●○■□◆".unicodeScalars.contains(first) || isBracketed { offset += bytes[start].scalarLength }
        let digits = offset
        while offset < limit, offset - digits <= 8, (0x30...0x39).contains(bytes[offset]) || bytes[offset] == 0x2E {
            offset += 1
        }
        let hasNumber = offset > digits
        guard offset > start, offset < limit, let next = bytes.scalar(at: offset) else { return false }
        if isBracketed { return hasNumber && (next == ")" || next == "）") }
        guard hasNumber else { return digits > start && bytes.blankLength(at: offset) > 0 }
        return next == "、" || next == ")" || next == "）"
            || bytes[offset - 1] == 0x2E && bytes.blankLength(at: offset) > 0
    }
}

import Foundation
import RAGCore

/// Reads plain text: paragraphs between blank lines, the lists in them, and headings that are certain.
struct TextReader: DocumentReader {
    let fileExtensions: Set<String> = ["txt", "text"]
    let recipe = "text/2"

    init() {}

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        var omissions = Omissions()
        let text = EncodedData.removed(from: try TextDecoder.decode(bytes).withoutInvisibleCharacters, &omissions)
        return Self.read(SourceText(text), name: name, notes: omissions.notes)
    }

    /// Reads a text that is already decoded.
    static func read(_ source: SourceText, name: String, notes: [String] = []) -> ReadDocument {
        let (title, blocks) = source.withBytes { Self.blocks(of: TextParagraph.all(of: source, $0), in: source) }
        return ReadDocument(
            title: title ?? name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: blocks,
            notes: notes
        )
    }

    private static func blocks(
        of paragraphs: [TextParagraph],
        in source: SourceText
    ) -> (title: String?, blocks: [Block]) {
        let lines = paragraphs.map(\.lines)
        var kinds: [OutlineHeadings.Line] = []
        for (paragraph, own) in zip(paragraphs, lines) {
            kinds += own.map { line in
                guard paragraph.canBeHeading(line) else { return .text }
                // A long line above another one in its paragraph goes on there.
                let isWrapped = line.upperBound < paragraph.range.upperBound && line.count >= shortestWrapped
                return isWrapped && width(of: source[line]) >= shortestWrapped
                    ? .text : OutlineHeadings.line(source[line])
            }
        }
        let levels = OutlineHeadings.levels(of: kinds)
        var blocks: [Block] = []
        let title = title(of: paragraphs, lines, levels)
        if let title { blocks.append(Block(.heading(level: 1, title: title.titleText), range: title.range)) }
        var first = 0
        for (index, paragraph) in paragraphs.enumerated() {
            let end = first + lines[index].count
            // The title may be the first line of a paragraph.
            let skipped = index == 0 ? lines[0].count { line in title?.range.upperBound ?? 0 >= line.upperBound } : 0
            if skipped < lines[index].count {
                let own = Array(lines[index].dropFirst(skipped))
                let rest = skipped == 0 ? paragraph : paragraph.part(own[0].lowerBound..<paragraph.range.upperBound)
                append(rest, own, Array(levels[(first + skipped)..<end]), to: &blocks)
            }
            first = end
        }
        return (title?.titleText, blocks)
    }

    /// Returns the title: the first paragraph if it is one short line or underlined, or a short line above a heading.
    private static func title(
        of paragraphs: [TextParagraph],
        _ lines: [[Range<Int>]],
        _ levels: [Int?]
    ) -> TextParagraph? {
        guard let first = paragraphs.first, levels.first == .some(nil) else { return nil }
        if first.underlinedLevel == 1 { return first }
        if lines[0].count == 1 { return paragraphs.count > 1 && first.title != nil ? first : nil }
        let line = first.part(lines[0][0])
        return levels[1] != nil && line.title != nil ? line : nil
    }

    /// Appends the blocks of a paragraph, whose lines are headings where they have a level.
    private static func append(
        _ paragraph: TextParagraph,
        _ lines: [Range<Int>],
        _ levels: [Int?],
        to blocks: inout [Block]
    ) {
        if let level = paragraph.underlinedLevel {
            let title = paragraph.part(lines[0])
            return blocks.append(Block(.heading(level: level, title: title.text), range: paragraph.range))
        }
        var start = paragraph.range.lowerBound
        func appendText(to end: Int) {
            let text = paragraph.part(start..<end)
            guard !text.range.isEmpty else { return }
            if let label = text.label {
                blocks.append(Block(.heading(level: labelLevel, title: label.text), range: label.range))
                blocks += text.dropping(label).items.map { Block(.prose, range: $0) }
            } else {
                blocks += text.items.map { Block(.prose, range: $0) }
            }
        }
        for (line, level) in zip(lines, levels) {
            guard let level else { continue }
            appendText(to: line.lowerBound)
            blocks.append(Block(.heading(level: level, title: paragraph.part(line).text), range: line))
            start = line.upperBound
        }
        appendText(to: paragraph.range.upperBound)
    }

    private static func width(of text: Substring) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.isWide ? 2 : 1) }
    }

    /// Least columns of a line that is wrapped.
    private static let shortestWrapped = 56
    /// Level of labels, below all numbered headings.
    private static let labelLevel = 9
}

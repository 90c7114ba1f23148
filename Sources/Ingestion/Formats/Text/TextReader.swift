import Foundation
import RAGCore

/// Reads plain text: paragraphs between blank lines, the lists in them, and headings that are certain.
struct TextReader: DocumentReader {
    let fileExtensions: Set<String> = ["txt", "text"]
    let recipe = "text/1"

    init() {}

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        Self.read(SourceText(try TextDecoder.decode(bytes)), name: name)
    }

    /// Reads a text that is already decoded.
    static func read(_ source: SourceText, name: String) -> ReadDocument {
        let (title, blocks) = source.withBytes { Self.blocks(of: TextParagraph.all(of: source, $0)) }
        return ReadDocument(
            title: title ?? name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: blocks
        )
    }

    private static func blocks(of paragraphs: [TextParagraph]) -> (title: String?, blocks: [Block]) {
        var blocks: [Block] = []
        let title = paragraphs.count > 1 ? paragraphs[0].title : nil
        if let title { blocks.append(Block(.heading(level: 1, title: title), range: paragraphs[0].range)) }
        let body = paragraphs.dropFirst(title == nil ? 0 : 1)
        var level = body.first?.numberedLevel
        for (index, paragraph) in zip(body.indices, body) {
            let nextLevel = index + 1 < body.endIndex ? body[index + 1].numberedLevel : nil
            defer { level = nextLevel }
            // A numbered line directly before its next sibling is a list item.
            if let level, index + 1 < body.endIndex, nextLevel.map({ $0 > level }) ?? true {
                blocks.append(Block(.heading(level: level, title: paragraph.text), range: paragraph.range))
            } else if let label = paragraph.label {
                blocks.append(Block(.heading(level: labelLevel, title: label.text), range: label.range))
                blocks += paragraph.dropping(label).items.map { Block(.prose, range: $0) }
            } else {
                blocks += paragraph.items.map { Block(.prose, range: $0) }
            }
        }
        return (title, blocks)
    }

    /// Level of labels, below all numbered headings.
    private static let labelLevel = 6
}

import Lexicon
import RAGCore

/// The lines that introduce the list or the table at a place in a document, outermost first. Each passage of the list
/// begins with them: items under `These goods cannot be returned:` mean the opposite without that line.
struct LeadIns {
    /// A line that introduces what follows.
    struct Line: Sendable, Hashable {
        /// The sentence, as it is shown.
        let text: String
        let tokens: Int
        /// Column of the item that it belongs to; -1 for a paragraph.
        let column: Int
    }

    /// The lines above the block that was entered last.
    private(set) var lines: [Line] = []
    /// A line with a colon that another line follows: it introduces what that line introduces.
    private var pending: Line?
    /// Column of the block before, if it is an item.
    private var itemColumn: Int?
    private let source: SourceText

    init(source: SourceText) { self.source = source }

    /// Forgets all lines, as at a heading.
    mutating func close() {
        lines.removeAll()
        pending = nil
        itemColumn = nil
    }

    /// Forgets the lines that do not introduce `block`.
    mutating func enter(_ block: Block) {
        switch block.kind {
        case .heading, .record: return close()
        case .code, .table:
            // Outside of the item before it, it follows the list.
            if let itemColumn, column(of: block) <= itemColumn { lines.removeAll() }
        case .prose:
            let column = column(of: block)
            if isItem(block) {
                lines.removeAll { $0.column >= column }
            } else {
                // A further paragraph of an item is indented; any other one ends the list.
                lines.removeAll { column == 0 || $0.column >= column }
            }
        }
        if let pending, lines.isEmpty { lines.append(pending) }
        pending = nil
    }

    /// Remembers the last sentence of `block` if it introduces `next`. `unit` is that sentence.
    mutating func leave(_ block: Block, last unit: ChunkUnit, before next: Block?) {
        // A list or a table that ends here keeps the lines of the list around it only.
        itemColumn = isItem(block) ? column(of: block) : nil
        guard block.kind == .prose else {
            if column(of: block) == 0 { lines.removeAll { $0.column < 0 } }
            return
        }
        guard let next, block.text == nil, unit.text == nil, isFollower(next, of: block) || next.kind == .prose else {
            return
        }
        let text = source.withBytes { bytes in
            var text = ""
            LineEnds(ofProseAt: unit.range, in: bytes).append(bytes.trimming(unit.range), of: source, to: &text)
            return text
        }
        let line = Line(text: text, tokens: unit.tokens, column: isItem(block) ? column(of: block) : -1)
        if isFollower(next, of: block) {
            if introduces(text, isItem: isItem(block)) { append(line) }
        } else if line.column < 0, text.last.map({ ":：".contains($0) }) == true {
            pending = line
        } else if line.column < 0, !lines.isEmpty {
            lines.removeAll { $0.column < 0 }
        }
    }

    /// Adds the innermost line. A document nests no deeper than `mostLines` on purpose.
    private mutating func append(_ line: Line) {
        if lines.count == Self.mostLines { lines.removeFirst() }
        lines.append(line)
    }

    private static let mostLines = 8

    /// Returns whether `next` is a table, a list after a paragraph, or a list inside the item `block`. The item after a
    /// paragraph that stands inside an item is the next one of that list. A table that is not
    /// inside the item ends its list when it is entered.
    private func isFollower(_ next: Block, of block: Block) -> Bool {
        switch next.kind {
        case .table: true
        case .prose: isItem(next) && column(of: next) >= column(of: block) + (isItem(block) ? 1 : 0)
        case .heading, .code, .record: false
        }
    }

    /// Returns whether a sentence introduces what follows: an item does that for the items inside it, a paragraph if it
    /// ends with a colon or without a stop, speaks of what follows, or denies something.
    private func introduces(_ text: String, isItem: Bool) -> Bool {
        guard let last = text.unicodeScalars.last else { return false }
        if isItem || !Punctuation.endsSentence(last) { return true }
        let folded = text.lowercased()
        return Self.signs.contains { folded.contains($0) }
    }

    /// Words that point at what follows, and words that deny or restrict.
    private static let signs = [
        "以下", "如下", "下列", "下表", "下述", "下方", "下面", "following", "below", "these", "不能", "不可", "不得", "不支持", "不接受", "不予",
        "不适用",
        "不適用", "不享受", "不包括", "不含", "不提供", "无法", "無法", "禁止", "请勿", "請勿", "除外", "其他", "其它", "其餘", "其余", "cannot", "can't",
        " not ", " no ", "never", "except", "exclud", "other ",
    ]

    private func isItem(_ block: Block) -> Bool {
        guard block.kind == .prose, block.text == nil else { return false }
        return source.withBytes { bytes in
            let start = bytes.skippingBlanks(from: block.range.lowerBound, to: block.range.upperBound)
            return bytes.hasListMarker(at: start, limit: block.range.upperBound)
        }
    }

    /// Returns the number of bytes between the start of the line and the text of the block.
    private func column(of block: Block) -> Int {
        source.withBytes { bytes in
            let text = bytes.skippingBlanks(from: block.range.lowerBound, to: block.range.upperBound)
            var start = text
            while start > 0, !bytes[start - 1].isLineEnd { start -= 1 }
            return text - start
        }
    }
}

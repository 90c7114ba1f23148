import RAGCore

/// The text and the blocks of a Markdown file.
struct MarkdownContent {
    /// A part of the file in reading order.
    enum Part {
        case block(Block)
        /// A block of HTML, whose text replaces its source.
        case html(Range<Int>, HTMLOutput)
        /// The end of the section of a heading.
        case sectionEnd(level: Int)
    }

    private(set) var source: SourceText
    private(set) var blocks: [Block] = []

    /// Puts the parts together. The text is that of `source`, except for the blocks of HTML.
    init(_ parts: [Part], of source: SourceText) {
        self.source = source
        var writer = Writer(source: source)
        var endedLevel: Int?
        for part in parts {
            if case .sectionEnd(let level) = part {
                endedLevel = min(endedLevel ?? level, level)
                continue
            }
            let first = writer.blocks.count
            writer.append(part)
            guard let ended = endedLevel, first < writer.blocks.count else { continue }
            endedLevel = nil
            if case .heading(let level, _) = writer.blocks[first].kind, level <= ended { continue }
            let start = writer.blocks[first].range.lowerBound
            writer.blocks.insert(Block(.heading(level: ended, title: ""), range: start..<start), at: first)
        }
        (self.source, blocks) = writer.finish()
    }

    /// Makes headings of numbered lines, such as `一、` and `1.1`, and of bold lines that stand alone.
    mutating func findHeadings() {
        let texts = blocks.map { block -> Substring in
            guard block.kind == .prose, block.text == nil, source.isLineStart(block.range.lowerBound) else { return "" }
            let text = source[block.range]
            return text.utf8.count <= Self.longestHeading && !text.contains(where: \.isNewline) ? text : ""
        }
        let titles = texts.map(Self.boldTitle)
        let lines = zip(blocks, texts).map { block, text -> OutlineHeadings.Line in
            if block.isHeading { return .boundary }
            return text.isEmpty ? .text : OutlineHeadings.line(Self.plain(text))
        }
        let levels = OutlineHeadings.levels(of: lines, isInMarkup: true)
        // Levels of the last heading of the markup, and of the last one of any kind but bold lines.
        var (above, last) = (0, 0)
        for index in blocks.indices {
            if case .heading(let level, let title) = blocks[index].kind {
                (above, last) = title.isEmpty ? (level - 1, level - 1) : (level, level)
            }
            guard index + 1 < blocks.count, !blocks[index + 1].isHeading || levels[index] != nil else { continue }
            if let level = levels[index] {
                let title = String(Self.plain(texts[index]))
                last = min(above + level, 9)
                blocks[index] = Block(.heading(level: last, title: title), range: blocks[index].range)
            } else if let title = titles[index], titles[index + 1] == nil, !isListOrTable(blocks[index + 1]) {
                blocks[index] = Block(.heading(level: min(last + 1, 9), title: title), range: blocks[index].range)
            }
        }
    }

    /// Returns whether a block is a table or an item of a list, which a bold line introduces rather than heads.
    private func isListOrTable(_ block: Block) -> Bool {
        if case .table = block.kind { return true }
        let start = source[block.range].prefix(6)
        let marker = start.prefix { !$0.isWhitespace }
        guard block.kind == .prose, marker.count < start.count else { return false }
        return ["-", "*", "+"].contains(marker)
            || marker.dropLast().allSatisfy(\.isNumber) && (marker.hasSuffix(".") || marker.hasSuffix(")"))
    }

    private static let longestHeading = 200

    /// Returns the text of a line that is bold from its beginning to its end and no sentence.
    private static func boldTitle(_ text: Substring) -> String? {
        guard text.utf8.count > 4, text.utf8.count <= 130, text.hasPrefix("**") || text.hasPrefix("__") else {
            return nil
        }
        let marks = text.prefix(2)
        var title = text.dropFirst(2)
        let colon = title.last == ":" || title.last == "：" ? title.popLast() : nil
        guard title.hasSuffix(marks) else { return nil }
        title = title.dropLast(2)
        if colon == nil, title.last == ":" || title.last == "：" { title.removeLast() }
        guard let last = title.last, !title.contains(marks), !",，;；、。.!！".contains(last) else { return nil }
        return String(title)
    }

    /// Returns a line without marks of emphasis around it.
    private static func plain(_ text: Substring) -> Substring {
        var text = text
        while text.count > 2, let mark = text.first, mark == "*" || mark == "_", text.last == mark {
            text = text.dropFirst().dropLast()
        }
        return text
    }
}

/// Copies a text and replaces its blocks of HTML.
private struct Writer {
    let source: SourceText
    var blocks: [Block] = []
    private var text = ""
    /// End of what was copied.
    private var copied = 0
    /// Pieces of the new text: where each begins, and its place in the source or the lines in the file.
    private var pieces: [(start: Int, place: Int, lines: [Int]?)] = []
    private var isChanged = false

    init(source: SourceText) { self.source = source }

    mutating func append(_ part: MarkdownContent.Part) {
        switch part {
        case .block(let block):
            guard isChanged else { return blocks.append(block) }
            copy(to: block.range.upperBound)
            let shift = text.utf8.count - copied
            let range = block.range.lowerBound + shift..<block.range.upperBound + shift
            var kind = block.kind
            if case .table(let headerEnd) = kind { kind = .table(headerEnd: headerEnd + shift) }
            blocks.append(Block(kind, range: range, text: block.text))
        case .html(let range, let output):
            isChanged = true
            copy(to: range.lowerBound)
            let start = text.utf8.count
            let line = source.lines(of: range.lowerBound..<range.lowerBound).lowerBound
            pieces.append((start, 0, output.fileLines.map { $0 + line - 1 }))
            text += output.text
            for block in output.blocks {
                var kind = block.kind
                if case .table(let headerEnd) = kind { kind = .table(headerEnd: headerEnd + start) }
                blocks.append(Block(kind, range: block.range.lowerBound + start..<block.range.upperBound + start))
            }
            copied = range.upperBound
        case .sectionEnd: break
        }
    }

    private mutating func copy(to end: Int) {
        guard end > copied else { return }
        pieces.append((text.utf8.count, copied, nil))
        text += source[copied..<end]
        copied = end
    }

    mutating func finish() -> (SourceText, [Block]) {
        guard isChanged else { return (source, blocks) }
        copy(to: source.count)
        let plain = SourceText(text)
        var fileLines: [Int] = []
        var piece = 0
        var firstLine = 1
        for line in 1...plain.lineCount {
            let start = plain.start(ofLine: line)
            while piece + 1 < pieces.count, pieces[piece + 1].start <= start {
                piece += 1
                firstLine = line
            }
            let (pieceStart, place, lines) = pieces[piece]
            if let lines {
                fileLines.append(lines.isEmpty ? 1 : lines[min(line - firstLine, lines.count - 1)])
            } else {
                let offset = place + start - pieceStart
                fileLines.append(source.lines(of: offset..<offset).lowerBound)
            }
        }
        return (SourceText(text, fileLines: fileLines), blocks)
    }
}

/// The paragraphs and headings of a PDF, found from its lines.
struct PDFStructure {
    private(set) var paragraphs: [PDFParagraph] = []
    private let styles: PDFStyles
    private let outline: PDFOutline
    private let compounds: Set<String>

    init(_ pages: [PDFPage], bold: PDFBoldLines = PDFBoldLines()) {
        styles = PDFStyles(pages)
        outline = PDFOutline(pages, bold: bold)
        compounds = Self.compounds(in: pages)
        for (number, page) in pages.enumerated() {
            for index in page.blocks.indices {
                if let table = page.blocks[index].table {
                    read(table, page: number, isFirst: index == 0)
                    continue
                }
                read(page.blocks[index], edge: Self.edge(of: index, in: page), page: number)
            }
        }
    }

    /// Returns the right edge of a block's column. A short block shows it less well than its neighbours.
    private static func edge(of index: Int, in page: PDFPage) -> Double {
        let block = page.blocks[index]
        guard !block.lines.isEmpty, block.lines.count < 4 else { return edge(of: block) }
        let neighbours = [index - 1, index + 1].filter(page.blocks.indices.contains).map { page.blocks[$0] }
        return neighbours.reduce(block.xMax) { edge, other in
            let isSameColumn = abs(other.xMin - block.xMin) < block.lines[0].height * 3
            return other.lines.count > 3 && isSameColumn ? max(edge, self.edge(of: other)) : edge
        }
    }

    /// Returns the end of the block's second longest line, because a single line may exceed the edge.
    private static func edge(of block: PDFPage.Block) -> Double {
        block.lines.map(\.xMax).sorted(by: >).dropFirst().first ?? block.xMax
    }

    private mutating func read(_ block: PDFPage.Block, edge: Double, page: Int) {
        let deliberate = zip(block.lines, block.lines.dropFirst()).map { $1.wouldFit(behind: $0, edge: edge) }
        // Code and cells: their longest lines allow no conclusion.
        let isList = deliberate.count { $0 } * 2 > deliberate.count
        for (index, line) in block.lines.enumerated() {
            let kind = kind(of: line, page: page)
            guard index > 0, let last = paragraphs.indices.last else {
                begin(line, kind, page)
                continue
            }
            let previous = block.lines[index - 1]
            let isSame = paragraphs[last].kind == kind
            if isSame, kind != .prose || PDFParagraph.opensWithClosing(line.text) {
                // A heading of several lines is one.
                append(line, page, deliberate: false)
                continue
            }
            let isDeliberate = isList || deliberate[index - 1]
            let isIndented = isIndented(index, in: block, deliberate: isDeliberate)
            let isApart = line.yMin - previous.yMax > max(line.height, previous.height) * 0.7
            if !isSame || isApart || PDFLine.opensItem(line.text)
                || PDFParagraph.endsSentence(previous.text) && (deliberate[index - 1] || isIndented)
            {
                begin(line, kind, page)
            } else {
                append(line, page, deliberate: isDeliberate)
            }
        }
        if let last = block.lines.last, let index = paragraphs.indices.last {
            paragraphs[index].close(after: last, edge: edge)
        }
    }

    /// Returns the kind of a line by its size, otherwise by its number or its bold letters.
    private func kind(of line: PDFLine, page: Int) -> PDFParagraph.Kind {
        let kind = styles.kind(of: line)
        guard kind == .prose, let depth = outline.depth(of: line, page: page) else { return kind }
        return .heading(level: min(styles.levelCount + depth, 6))
    }

    /// Returns whether a line begins further right than the lines around it, like the first line of a paragraph. The
    /// lines of an item belong together.
    private func isIndented(_ index: Int, in block: PDFPage.Block, deliberate: Bool) -> Bool {
        let line = block.lines[index]
        guard line.xMin > block.lines[index - 1].xMin + line.height * 0.8 else { return false }
        guard index + 1 < block.lines.count else { return deliberate }
        return block.lines[index + 1].xMin < line.xMin - line.height * 0.8
    }

    /// Adds a table, or continues the one at the end of the page before.
    private mutating func read(_ table: PDFTable, page: Int, isFirst: Bool) {
        if isFirst, let last = paragraphs.indices.last, paragraphs[last].lastPage == page - 1,
            paragraphs[last].append(table, page: page)
        {
            return
        }
        paragraphs.append(PDFParagraph(table, page: page))
    }

    private mutating func begin(_ line: PDFLine, _ kind: PDFParagraph.Kind, _ page: Int) {
        if let last = paragraphs.indices.last, paragraphs[last].goesOn(with: line), kind == .prose {
            append(line, page, deliberate: false)
        } else {
            paragraphs.append(PDFParagraph(line, kind: kind, page: page))
        }
    }

    private mutating func append(_ line: PDFLine, _ page: Int, deliberate: Bool) {
        paragraphs[paragraphs.count - 1].append(line, page: page, deliberate: deliberate, compounds: compounds)
    }

    /// Returns the hyphenated words inside lines, in lower case.
    private static func compounds(in pages: [PDFPage]) -> Set<String> {
        var compounds: Set<String> = []
        for line in pages.lazy.flatMap(\.lines) where line.text.utf8.contains(UInt8(ascii: "-")) {
            for word in line.text.lowercased().split(whereSeparator: { !$0.isLetter && $0 != "-" })
            where word.contains("-") && word.first != "-" && word.last != "-" {
                compounds.insert(String(word))
            }
        }
        return compounds
    }
}

extension PDFLine {
    /// Returns whether the beginning of this line had room after `previous`, whose column ends at `edge`. Then the line
    /// end was deliberate.
    fileprivate func wouldFit(behind previous: PDFLine, edge: Double) -> Bool {
        if previous.text.hasSuffix("-"), previous.text.dropLast().last?.isLetter == true { return false }
        // Chinese breaks at any character; two are needed for punctuation that may not begin a line.
        let needed = isWide ? min(firstWordWidth, height * 2.5) : firstWordWidth + height * 0.3
        return previous.xMax + needed + height * 0.3 < edge
    }
}

/// The letter sizes of text and of headings.
private struct PDFStyles {
    /// Height of most of the text, for wide lines and for others, because their fonts differ.
    private var body: [Bool: Double] = [:]
    /// Heights of headings relative to the body, largest first.
    private var levels: [Double] = []

    /// Smallest height of a heading relative to the body.
    private static let smallestHeading = 1.14
    /// Most UTF-8 bytes of a heading.
    private static let longestHeading = 240

    init(_ pages: [PDFPage]) {
        var counts: [Bool: [Double: Int]] = [:]
        let lines = pages.flatMap(\.lines)
        for line in lines {
            for (isWide, letters) in [(true, line.wide), (false, line.other)] {
                if let letters { counts[isWide, default: [:]][letters.height, default: 0] += letters.count }
            }
        }
        for (isWide, heights) in counts {
            body[isWide] = heights.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
        }
        // A few large words in the other script say nothing about its body text.
        for isWide in [true, false] {
            let own = counts[isWide]?.values.reduce(0, +) ?? 0
            let other = counts[!isWide]?.values.reduce(0, +) ?? 0
            if own * 20 < other, let height = body[!isWide] { body[isWide] = min(body[isWide] ?? height, height) }
        }
        let sizes = Set(lines.filter { isHeading($0) }.map { relativeHeight($0) }).sorted(by: >)
        for size in sizes where levels.last.map({ size < $0 * 0.93 }) ?? true { levels.append(size) }
    }

    var levelCount: Int { levels.count }

    func kind(of line: PDFLine) -> PDFParagraph.Kind {
        guard isHeading(line) else { return .prose }
        let height = relativeHeight(line)
        let level = levels.firstIndex { height > $0 * 0.93 } ?? max(levels.count - 1, 0)
        return .heading(level: min(level + 1, 6))
    }

    private func isHeading(_ line: PDFLine) -> Bool {
        relativeHeight(line) >= Self.smallestHeading && line.text.utf8.count <= Self.longestHeading
            && line.text.contains { $0.isLetter }
    }

    private func relativeHeight(_ line: PDFLine) -> Double {
        guard let body = body[line.isWide], body > 0 else { return 1 }
        return line.height / body
    }
}

/// Finds the paragraphs and headings of a PDF in its lines.
struct PDFStructure {
    private(set) var paragraphs: [PDFParagraph] = []
    private let styles: PDFStyles
    private let compounds: Set<String>

    init(_ pages: [PDFPage]) {
        styles = PDFStyles(pages)
        compounds = Self.compounds(in: pages)
        for (number, page) in pages.enumerated() {
            for index in page.blocks.indices {
                read(page.blocks[index], edge: Self.edge(of: index, in: page), page: number)
            }
        }
    }

    /// Where the lines of a block could have gone to: a short block says little of that, the ones beside it say more.
    private static func edge(of index: Int, in page: PDFPage) -> Double {
        let block = page.blocks[index]
        guard block.lines.count < 4 else { return edge(of: block) }
        let neighbours = [index - 1, index + 1].filter(page.blocks.indices.contains).map { page.blocks[$0] }
        return neighbours.reduce(block.xMax) { edge, other in
            let isSameColumn = abs(other.xMin - block.xMin) < block.lines[0].height * 3
            return other.lines.count > 3 && isSameColumn ? max(edge, self.edge(of: other)) : edge
        }
    }

    /// One line may run over the edge: the second longest tells it.
    private static func edge(of block: PDFPage.Block) -> Double {
        block.lines.map(\.xMax).sorted(by: >).dropFirst().first ?? block.xMax
    }

    private mutating func read(_ block: PDFPage.Block, edge: Double, page: Int) {
        let deliberate = zip(block.lines, block.lines.dropFirst()).map { $1.wouldFit(behind: $0, edge: edge) }
        // Code and cells: the longest of their lines says nothing else than the others.
        let isList = deliberate.count { $0 } * 2 > deliberate.count
        for (index, line) in block.lines.enumerated() {
            let kind = styles.kind(of: line)
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
            if !isSame || isApart || PDFParagraph.opensItem(line.text)
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

    /// Whether a line begins further right than the lines around it, as first lines of paragraphs do; the lines of an item hang
    /// together.
    private func isIndented(_ index: Int, in block: PDFPage.Block, deliberate: Bool) -> Bool {
        let line = block.lines[index]
        guard line.xMin > block.lines[index - 1].xMin + line.height * 0.8 else { return false }
        guard index + 1 < block.lines.count else { return deliberate }
        return block.lines[index + 1].xMin < line.xMin - line.height * 0.8
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

    /// The words with a hyphen that stand inside lines, in lower case.
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
    /// Whether this line's beginning had room behind `previous`, which ends before `edge`: then the line end was meant.
    fileprivate func wouldFit(behind previous: PDFLine, edge: Double) -> Bool {
        if previous.text.hasSuffix("-"), previous.text.dropLast().last?.isLetter == true { return false }
        // Chinese breaks at any character; two of them for punctuation that may not begin a line.
        let needed = isWide ? min(firstWordWidth, height * 2.5) : firstWordWidth + height * 0.3
        return previous.xMax + needed + height * 0.3 < edge
    }
}

/// Which sizes of letters are text, and which are headings.
private struct PDFStyles {
    /// Height of most of the text: of lines in Han characters, and of others, for their fonts differ.
    private var body: [Bool: Double] = [:]
    /// Heights of headings relative to the body, largest first.
    private var levels: [Double] = []

    /// Relative to the body.
    private static let smallestHeading = 1.14
    /// In UTF-8 bytes.
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
        // A few large words of the other script say nothing of its body.
        for isWide in [true, false] {
            let own = counts[isWide]?.values.reduce(0, +) ?? 0
            let other = counts[!isWide]?.values.reduce(0, +) ?? 0
            if own * 20 < other, let height = body[!isWide] { body[isWide] = min(body[isWide] ?? height, height) }
        }
        let sizes = Set(lines.filter { isHeading($0) }.map { relativeHeight($0) }).sorted(by: >)
        for size in sizes where levels.last.map({ size < $0 * 0.93 }) ?? true { levels.append(size) }
    }

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

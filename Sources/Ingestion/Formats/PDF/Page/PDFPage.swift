import Foundation

/// The lines of a page in reading order, with their places. Lengths are in points from the top left corner.
struct PDFPage: Sendable {
    /// A group of lines that belong together, or a table.
    struct Block: Sendable {
        var lines: [PDFLine] = []
        private(set) var table: PDFTable?

        init(lines: [PDFLine]) { self.lines = lines }

        init(table: PDFTable) { self.table = table }

        var xMin: Double { lines.lazy.map(\.xMin).min() ?? 0 }
        var xMax: Double { lines.lazy.map(\.xMax).max() ?? 0 }
    }

    let width: Double
    let height: Double
    var blocks: [Block]

    /// Reads the `<page>` element of `pdftotext -bbox-layout`.
    init(_ node: XMLTree.Node) {
        width = node["width"].flatMap(Double.init) ?? 0
        height = node["height"].flatMap(Double.init) ?? 0
        blocks = node.children("flow").flatMap { flow in
            flow.children("block").map { block in Block(lines: block.children("line").compactMap(PDFLine.init)) }
        }
        blocks.removeAll { $0.lines.isEmpty }
        if lines.count <= Self.mostLinesToJoin { joinLabels() }
    }

    /// Creates a page of blocks in reading order.
    init(width: Double, height: Double, blocks: [Block]) {
        self.width = width
        self.height = height
        self.blocks = blocks.filter { !$0.lines.isEmpty }
        if lines.count <= Self.mostLinesToJoin { joinLabels() }
    }

    /// Joining compares every label with every line; a page of text has some hundred.
    private static let mostLinesToJoin = 2_000

    var lines: [PDFLine] { blocks.flatMap(\.lines) }

    /// Removes the lines for which `isRemoved` returns true.
    mutating func removeLines(where isRemoved: (PDFLine) -> Bool) {
        for block in blocks.indices { blocks[block].lines.removeAll(where: isRemoved) }
        blocks.removeAll { $0.lines.isEmpty && $0.table == nil }
    }

    /// Replaces each line by the result of `replacement`, or removes it if that is nil.
    mutating func replaceLines(_ replacement: (PDFLine) -> PDFLine?) {
        for block in blocks.indices { blocks[block].lines = blocks[block].lines.compactMap(replacement) }
        blocks.removeAll { $0.lines.isEmpty && $0.table == nil }
    }

    /// Joins bullets and section numbers, which often are in a column of their own, with the line to their right.
    private mutating func joinLabels() {
        for source in blocks.indices {
            for index in blocks[source].lines.indices.reversed() {
                let label = blocks[source].lines[index]
                guard label.isLabel, let target = place(rightOf: label) else { continue }
                blocks[target.block].lines[target.line].prepend(label)
                blocks[source].lines.remove(at: index)
            }
        }
        blocks.removeAll { $0.lines.isEmpty }
    }

    /// Returns the nearest line on the same row that begins after the label.
    private func place(rightOf label: PDFLine) -> (block: Int, line: Int)? {
        var nearest: (block: Int, line: Int)?
        var distance = label.height * 4
        for (block, candidate) in blocks.enumerated() {
            for (line, other) in candidate.lines.enumerated() where other.isOnRow(of: label) && !other.isLabel {
                let gap = other.xMin - label.xMax
                if gap > -1, gap < distance { (nearest, distance) = ((block, line), gap) }
            }
        }
        return nearest
    }
}

import RAGCore

/// Cuts documents into passages: by structure first, then by sentence, to a token budget. Pure: the same document gives the
/// same chunks. Takes time linear in the length of the document.
///
/// - A chunk never reaches over a heading; small neighbouring paragraphs of a section share one.
/// - A table's header is repeated in each of its chunks. A record (a question with its answer) is a chunk of its own.
/// - The range of a section's first chunk takes in the headings above it; a heading without a body makes no chunk and
///   falls to the range of the next one (or of the last), so that the ranges together cover the text.
package struct Chunker: Sendable, Hashable {
    /// Most estimated tokens of a chunk, without its headings. A table row, a line of code or a record may have up to
    /// `rowAllowance` times as many before it is cut.
    package let budget: Int
    /// Most estimated tokens that a chunk repeats of the one before, in whole sentences of the same section.
    package let overlap: Int

    static let rowAllowance = 4

    package init(budget: Int = 256, overlap: Int = 38) {
        self.budget = max(budget, 1)
        self.overlap = min(max(overlap, 0), self.budget / 2)
    }

    /// Version and settings. A change means that stored documents are cut again.
    package var recipe: String { "chunker/1 \(budget)+\(overlap)" }

    /// The chunks of `document`, in its order.
    package func chunks(of document: ReadDocument) -> [Chunk] {
        var writer = ChunkWriter(document: document)
        var headings = HeadingStack(title: document.title)
        var units: [ChunkUnit] = []
        for block in blocksToPack(of: document) {
            switch block.kind {
            case .heading(let level, let title):
                pack(&units, under: headings.path, into: &writer)
                headings.open(title, level: level)
                writer.noteHeading(at: block.range)
            case .record(let question, let section):
                pack(&units, under: headings.path, into: &writer)
                write(block, question: question, under: headings.path + section, into: &writer)
            case .prose, .code, .table:
                units += ChunkUnit.units(of: block, in: document.source, budget: budget)
            }
        }
        pack(&units, under: headings.path, into: &writer)
        return writer.finish()
    }

    /// The document's blocks; its headings as prose where there is nothing else.
    private func blocksToPack(of document: ReadDocument) -> [Block] {
        guard document.blocks.allSatisfy(\.isHeading) else { return document.blocks }
        return document.blocks.map { Block(.prose, range: $0.range) }
    }

    private func pack(_ units: inout [ChunkUnit], under path: [String], into writer: inout ChunkWriter) {
        for pack in ChunkPacker(budget: budget, overlap: overlap).packs(of: units) {
            writer.write(units[pack.units], under: path, question: nil)
        }
        units.removeAll(keepingCapacity: true)
    }

    private func write(_ block: Block, question: String?, under path: [String], into writer: inout ChunkWriter) {
        let text = block.text ?? String(writer.source[block.range])
        let tokens = TokenEstimator.count(text)
        if tokens <= budget * Self.rowAllowance {
            writer.write([ChunkUnit(range: block.range, text: text, tokens: tokens)], under: path, question: question)
        } else {
            let units = ChunkUnit.units(of: text, at: block.range, budget: budget)
            for pack in ChunkPacker(budget: budget, overlap: 0).packs(of: units) {
                writer.write(units[pack.units], under: path, question: question)
            }
        }
    }
}

/// The headings that are open at a place.
private struct HeadingStack {
    private let title: String
    private var open: [(level: Int, title: String)] = []

    init(title: String) { self.title = title }

    /// Outermost first, without the document's title.
    var path: [String] {
        let path = open.map(\.title).filter { !$0.isEmpty }
        return path.first == title ? Array(path.dropFirst()) : path
    }

    mutating func open(_ title: String, level: Int) {
        open.removeAll { $0.level >= level }
        open.append((level, title))
    }
}

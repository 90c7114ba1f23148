import RAGCore

/// Cuts documents into passages: by structure first, then by sentence, to a token budget. Pure: the same document gives the
/// same chunks. Takes time linear in the length of the document.
///
/// - A chunk never reaches over a heading; small neighbouring paragraphs of a section share one.
/// - A table's header is repeated in each of its chunks. A record (a question with its answer) is a chunk of its own; where it
///   is over the budget it becomes several, and each keeps the question.
/// - The range of a section's first chunk takes in the headings above it; a heading without a body makes no chunk and
///   falls to the range of the next one (or of the last), so that the ranges together cover the text.
/// - The text of a chunk, with the sentences and the table header that it repeats, is never over the budget. The headings and the
///   question that are embedded with it come on top, at most 128 tokens each; a heading or a question that is cut for it
///   stands in full in a chunk's text too.
package struct Chunker: Sendable, Hashable {
    /// Most estimated tokens of a chunk, without its headings.
    let budget: Int
    /// Most estimated tokens that a chunk repeats of the one before, in whole sentences of the same section.
    let overlap: Int

    package init(budget: Int = 256, overlap: Int = 38) {
        self.budget = max(budget, 2)
        self.overlap = min(max(overlap, 0), self.budget / 2)
    }

    /// Version and settings. A change means that stored documents are cut again.
    package var recipe: String { "chunker/2 \(budget)+\(overlap)" }

    /// The chunks of `document`, in its order.
    package func chunks(of document: ReadDocument) -> [Chunk] {
        let cutter = BlockCutter(source: document.source, budget: budget)
        var writer = ChunkWriter(document: document)
        var headings = HeadingStack(title: document.title)
        var units: [ChunkUnit] = []
        for block in blocksToPack(of: document) {
            switch block.kind {
            case .heading(let level, let title):
                pack(&units, under: headings.path, into: &writer)
                headings.open(title, level: level)
                if TokenEstimator.count(title) > HeadingStack.longestHeading {
                    cutter.cut(Block(.prose, range: block.range, text: block.text), into: &units)
                } else {
                    writer.noteHeading(at: block.range)
                }
            case .record(let question, let section):
                pack(&units, under: headings.path, into: &writer)
                let (question, record) = shortened(question, of: block, in: document.source)
                cutter.cut(record, into: &units)
                pack(&units, under: headings.path(with: section), question: question, into: &writer)
            case .prose, .code, .table:
                cutter.cut(block, into: &units)
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

    private func pack(
        _ units: inout [ChunkUnit],
        under path: [String],
        question: String? = nil,
        into writer: inout ChunkWriter
    ) {
        for pack in ChunkPacker(budget: budget, overlap: question == nil ? overlap : 0).packs(of: units) {
            writer.write(units[pack.units], under: path, question: question)
        }
        units.removeAll(keepingCapacity: true)
    }

    /// The question of a record, and the record; where the question is too long for a heading, it stands whole before the answer.
    private func shortened(_ question: String?, of block: Block, in source: SourceText) -> (String?, Block) {
        guard let question, let short = HeadingStack.shortened(question, to: HeadingStack.longestQuestion) else {
            return (question, block)
        }
        let text = question + "\n\n" + (block.text ?? String(source[block.range]))
        return (short, Block(block.kind, range: block.range, text: text))
    }
}

/// A chunker from what it wrote down of itself.
extension Chunker {
    /// The chunker whose `recipe` this is; nil where this version of the program has none.
    package init?(recipe: String) {
        let numbers = recipe.split(separator: " ").last?.split(separator: "+").compactMap { Int($0) } ?? []
        guard numbers.count == 2 else { return nil }
        self.init(budget: numbers[0], overlap: numbers[1])
        guard self.recipe == recipe else { return nil }
    }
}

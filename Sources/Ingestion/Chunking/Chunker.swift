import RAGCore

/// Cuts documents into chunks within a token budget: first by structure, then by sentence. The same document always
/// gives the same chunks. Takes time linear in the length of the document.
///
/// - A chunk never crosses a heading; small neighbouring paragraphs of a section share one.
/// - A table's header is repeated in each of its chunks, and so is the line that introduces a list or a table.
/// - A record (a question with its answer) is a chunk of its own; over the budget it becomes several, and each keeps
///   the question.
/// - The range of a section's first chunk includes the headings above it. A heading without a body makes no chunk; it
///   belongs to the range of the next chunk, or of the last one. So the ranges together cover the text.
/// - The text of a chunk, including repeated sentences and table header, never exceeds the budget. The headings and the
///   question that are embedded with it are added to it, at most 128 tokens each. If one of them is shortened for that,
///   a chunk's text contains it in full.
package struct Chunker: Sendable, Hashable {
    /// Most estimated tokens of a chunk, without its headings.
    let budget: Int
    /// Most estimated tokens that a chunk repeats from the previous one, in whole sentences of the same section.
    let overlap: Int

    /// Creates a chunker. The budget is at least 2 tokens, the overlap at most half the budget.
    package init(budget: Int = 256, overlap: Int = 38) {
        self.budget = max(budget, 2)
        self.overlap = min(max(overlap, 0), self.budget / 2)
    }

    /// Version and settings. If it changes, stored documents are cut again.
    package var recipe: String { "chunker/5 \(budget)+\(overlap)" }

    /// Returns the chunks of `document` in reading order; only the first ones if the task is cancelled.
    package func chunks(of document: ReadDocument) -> [Chunk] {
        let cutter = BlockCutter(source: document.source, budget: budget)
        var writer = ChunkWriter(document: document)
        let isProgram = document.isProgram
        var headings = HeadingStack(title: document.title)
        var units: [ChunkUnit] = []
        var leadIns = LeadIns(source: document.source)
        let blocks = blocksToPack(of: document)
        for (index, block) in blocks.enumerated() {
            if Task.isCancelled { break }
            leadIns.enter(block)
            switch block.kind {
            case .heading(let level, let title):
                pack(&units, under: headings.path, isProgram: isProgram, into: &writer)
                headings.open(title, level: level)
                if TokenEstimator.count(title) > HeadingStack.longestHeading {
                    cutter.cut(Block(.prose, range: block.range, text: block.text), into: &units)
                } else {
                    writer.noteHeading(at: block.range)
                }
            case .record(let question, let section):
                pack(&units, under: headings.path, isProgram: isProgram, into: &writer)
                let (question, record) = shortened(question, of: block, in: document.source)
                cutter.cut(record, into: &units)
                pack(
                    &units,
                    under: headings.path(with: section),
                    question: question,
                    validity: block.validity,
                    into: &writer
                )
            case .prose, .code, .table:
                cutter.cut(block, under: leadIns.lines, into: &units)
                guard let last = units.last else { continue }
                leadIns.leave(block, last: last, before: index + 1 < blocks.count ? blocks[index + 1] : nil)
            }
        }
        pack(&units, under: headings.path, isProgram: isProgram, into: &writer)
        return writer.finish()
    }

    /// Returns the document's blocks, or its headings as prose if there is nothing else.
    private func blocksToPack(of document: ReadDocument) -> [Block] {
        guard document.blocks.allSatisfy(\.isHeading) else { return document.blocks }
        return document.blocks.map { Block(.prose, range: $0.range) }
    }

    private func pack(
        _ units: inout [ChunkUnit],
        under path: [String],
        question: String? = nil,
        validity: Validity? = nil,
        isProgram: Bool = false,
        into writer: inout ChunkWriter
    ) {
        let isFunction = isProgram && path.last.flatMap(CodeName.words(ofFunction:)) != nil
        for pack in ChunkPacker(budget: budget, overlap: question == nil ? overlap : 0).packs(of: units) {
            let part: CodePart = !isFunction ? .other : pack.firstNew == 0 ? .function : .continuation
            writer.write(
                units[pack.units],
                under: path,
                question: question,
                validity: validity,
                code: isProgram ? part : nil
            )
        }
        units.removeAll(keepingCapacity: true)
    }

    /// Returns the question and the record. If the question is too long for a heading, it is shortened, and the record
    /// begins with all of it.
    private func shortened(_ question: String?, of block: Block, in source: SourceText) -> (String?, Block) {
        guard let question, let short = HeadingStack.shortened(question, to: HeadingStack.longestQuestion) else {
            return (question, block)
        }
        let text = question + "\n\n" + (block.text ?? String(source[block.range]))
        return (short, Block(block.kind, range: block.range, text: text, validity: block.validity))
    }
}

extension Chunker {
    /// Creates the chunker with this `recipe`, or returns nil if this version of the program does not support it.
    package init?(recipe: String) {
        let numbers = recipe.split(separator: " ").last?.split(separator: "+").compactMap { Int($0) } ?? []
        guard numbers.count == 2 else { return nil }
        self.init(budget: numbers[0], overlap: numbers[1])
        guard self.recipe == recipe else { return nil }
    }
}

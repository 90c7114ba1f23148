import RAGCore

/// Consecutive chunks of a document, read as one passage.
struct ChunkRun: Sendable {
    /// The chunks in the order of the document; at least one.
    private(set) var chunks: [Chunk]

    /// Extends `chunk` on both sides in turn, the following chunk first, without gaps, while the result fits
    /// `tokenBudget`.
    init(around chunk: Chunk, from neighbours: [Chunk], tokenBudget: Int) {
        chunks = [chunk]
        let free = Dictionary(neighbours.map { ($0.ordinal, $0) }) { first, _ in first }
        var (lower, upper) = (chunk.ordinal, chunk.ordinal)
        var isOpen = (before: true, after: true)
        while isOpen.before || isOpen.after {
            if isOpen.after {
                isOpen.after = free[upper + 1].map { fits(chunks + [$0], tokenBudget) } ?? false
                if isOpen.after, let next = free[upper + 1] { chunks.append(next) }
                upper += isOpen.after ? 1 : 0
            }
            if isOpen.before {
                isOpen.before = free[lower - 1].map { fits([$0] + chunks, tokenBudget) } ?? false
                if isOpen.before, let next = free[lower - 1] { chunks.insert(next, at: 0) }
                lower -= isOpen.before ? 1 : 0
            }
        }
    }

    private func fits(_ chunks: [Chunk], _ tokenBudget: Int) -> Bool {
        TokenEstimator.count(Self.text(of: chunks)) <= tokenBudget
    }

    /// One chunk with the text and the range of all. Its ordinal is that of the first.
    var joined: Chunk {
        let first = chunks[0]
        let rest = chunks.dropFirst()
        return Chunk(
            ordinal: first.ordinal,
            text: Self.text(of: chunks),
            headingPath: first.headingPath,
            range: rest.reduce(first.range) {
                min($0.lowerBound, $1.range.lowerBound)..<max($0.upperBound, $1.range.upperBound)
            },
            lines: rest.reduce(first.lines) { $0.joined(with: $1.lines) },
            pages: rest.reduce(first.pages) { pages, chunk in
                guard let pages, let more = chunk.pages else { return pages ?? chunk.pages }
                return pages.joined(with: more)
            },
            language: chunks.lazy.compactMap(\.language).first,
            question: first.question,
            validity: first.validity
        )
    }

    /// Returns the texts in order without the parts that a chunk repeats from the one before: its last sentences, or
    /// the header of a table.
    static func text(of chunks: [Chunk]) -> String {
        chunks.dropFirst().reduce(chunks.first?.text ?? "") { text, chunk in joined(text, chunk.text) }
    }

    private static func joined(_ text: String, _ next: String) -> String {
        let (before, after) = (Array(text.utf8), Array(next.utf8))
        let repeated = overlap(before, after)
        if repeated > 0 { return text + String(decoding: after.dropFirst(repeated), as: UTF8.self) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let nextLines = next.split(separator: "\n", omittingEmptySubsequences: false)
        let header = zip(lines, nextLines).prefix { $0 == $1 }.count
        let isTable = header > 0 && header < nextLines.count
        return isTable ? text + "\n" + nextLines.dropFirst(header).joined(separator: "\n") : text + "\n\n" + next
    }

    /// Returns the length in bytes of the longest end of `before` that is the beginning of `after`. Overlaps shorter
    /// than a sentence are chance and count as 0.
    private static func overlap(_ before: [UInt8], _ after: [UInt8]) -> Int {
        let longest = min(before.count, after.count, 4_096)
        guard longest >= shortestSentence else { return 0 }
        return (shortestSentence...longest).reversed().first { before.suffix($0).elementsEqual(after.prefix($0)) } ?? 0
    }

    private static let shortestSentence = 12
}

extension ClosedRange<Int> {
    fileprivate func joined(with other: ClosedRange<Int>) -> ClosedRange<Int> {
        Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
    }
}

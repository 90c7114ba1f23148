import RAGCore

/// A clause of an answer, compared with the sentence of a source that it repeats most of.
struct CopiedClause: Sendable {
    /// The words of the clause.
    let words: [ExactText]
    /// The share of the words that the source sentence has in the same order; 0 if no sentence has most of them.
    private(set) var coverage = 0.0
    /// Words of the clause that stand in place of others of the source, without function words.
    private(set) var replacements: [[ExactText]] = []
    /// All words that only one of the two has: added, left out or replaced.
    private(set) var changes: Set<ExactText> = []

    /// The share of the words that a sentence must contain to be compared.
    private static let leastOverlap = 0.55
    /// The number of sentences that are compared, those with most words first.
    private static let compared = 4
    /// The number of words that a replacement may stand for, and that may be left out between two others.
    private static let (mostReplaced, mostOmitted) = (8, 3)

    /// Compares `clause` with `sentences`.
    init(_ clause: WordSequence, with sentences: [WordSequence], isHan: Bool) {
        words = clause.words
        let overlaps = sentences.map { $0.distinct.intersection(clause.distinct).count }
        let nearest = sentences.indices.sorted { overlaps[$0] > overlaps[$1] }.prefix(Self.compared)
        for index in nearest where Double(overlaps[index]) >= Self.leastOverlap * Double(clause.distinct.count) {
            let source = sentences[index].words
            let blocks = MatchingBlocks(words, source, leastCount: isHan ? 2 : 1).blocks
            let share = Double(blocks.reduce(0) { $0 + $1.count }) / Double(max(words.count, 1))
            if share > coverage {
                coverage = share
                (replacements, changes) = Self.differences(words, source, blocks)
            }
        }
    }

    /// Returns what stands between the blocks. Before the first one and behind the last one as many words of the source
    /// are compared as the clause has there.
    private static func differences(
        _ clause: [ExactText],
        _ source: [ExactText],
        _ blocks: [MatchingBlocks.Block]
    ) -> ([[ExactText]], Set<ExactText>) {
        var replacements: [[ExactText]] = []
        var changes: Set<ExactText> = []
        func compare(
            _ own: ArraySlice<ExactText>,
            _ other: ArraySlice<ExactText>,
            gap: ArraySlice<ExactText>,
            isEdge: Bool
        ) {
            // A word that stands in the gap after all was only moved, as where a bracket is left out.
            let own = own.filter { !gap.contains($0) }
            let added = own.filter { !FunctionWord.isOne($0) }
            let gone = other.filter { !FunctionWord.isOne($0) }
            if !added.isEmpty, !gone.isEmpty, gone.count <= mostReplaced { replacements.append(added) }
            if !added.isEmpty { changes.formUnion(own) }
            // What the source says before and behind the clause is not left out.
            let isOmission = !added.isEmpty || other.count <= mostOmitted
            if !isEdge, isOmission, gone.count <= mostReplaced { changes.formUnion(other.filter { !own.contains($0) }) }
        }
        var (left, right) = (0, max(0, (blocks.first?.second ?? 0) - (blocks.first?.first ?? 0)))
        for block in blocks {
            let gap = source[(left == 0 ? 0 : right)..<block.second]
            compare(clause[left..<block.first], source[right..<block.second], gap: gap, isEdge: left == 0)
            (left, right) = (block.first + block.count, block.second + block.count)
        }
        let rest = clause[left...]
        if !rest.isEmpty { compare(rest, source[right...].prefix(rest.count), gap: source[right...], isEdge: true) }
        return (replacements, changes)
    }
}

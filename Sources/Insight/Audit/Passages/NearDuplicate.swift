import Lexicon
import RAGCore

/// Two passages that say the same in nearly the same words.
package struct NearDuplicate: Sendable, Hashable {
    /// The numbers of the passages, the smaller one first.
    package let first: Int
    /// The number of the second passage.
    package let second: Int
    /// The share of common words, 0 to 1.
    package let overlap: Double

    /// The least cosine of two such passages, and the least share of their words that are common. A passage that
    /// differs
    /// in a value is no duplicate.
    private static let leastCosine: Float = 0.95
    private static let leastOverlap = 0.8
    /// The least number of letters: short passages are alike by chance.
    private static let leastLetters = 40
    private static let neighbours = 8

    /// Returns the near-duplicates among `passages`, most alike first. Parts of one document that follow one another
    /// are
    /// left out: they overlap by design. `vectors` have one row a passage, of unit length. Throws `CancellationError`.
    package static func all(in passages: [AuditPassage], vectors: VectorTable) async throws -> [NearDuplicate] {
        let nearest = try await NeighbourTable.nearest(in: vectors, count: neighbours)
        var words: [Int: Set<String>] = [:]
        func terms(_ place: Int) -> Set<String> {
            if let known = words[place] { return known }
            let read = Set(KeywordToken.all(in: passages[place].text, as: .question).map(\.text))
            words[place] = read
            return read
        }
        var found: [NearDuplicate] = []
        for (entry, position) in nearest.positions.enumerated() where nearest.cosines[entry] >= leastCosine {
            let (first, second) = (entry / nearest.width, Int(position))
            // Of two passages that are each other's neighbours, the pair is taken once.
            guard first < second || !nearest.neighbours(of: second).contains(Int32(first)) else { continue }
            let (a, b) = (min(first, second), max(first, second))
            let isAdjacent = passages[a].path == passages[b].path && b - a <= 1
            guard !isAdjacent, passages[a].language == passages[b].language,
                passages[a].text.count(where: \.isLetter) >= leastLetters,
                passages[b].text.count(where: \.isLetter) >= leastLetters
            else { continue }
            let (own, other) = (terms(a), terms(b))
            let overlap = Double(own.intersection(other).count) / Double(max(1, max(own.count, other.count)))
            if overlap >= leastOverlap { found.append(NearDuplicate(first: a, second: b, overlap: overlap)) }
        }
        return found.sorted { ($1.overlap, $0.first, $0.second) < ($0.overlap, $1.first, $1.second) }
    }
}

extension NeighbourTable {
    /// The positions of the neighbours of a row.
    func neighbours(of row: Int) -> ArraySlice<Int32> { positions[(row * width)..<((row + 1) * width)] }
}

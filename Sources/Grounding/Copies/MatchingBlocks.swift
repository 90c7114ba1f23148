/// The longest runs that two sequences of words have in common, in order (Ratcliff and Obershelp's comparison).
///
/// The time grows with the product of the lengths, so compare sentences, not documents.
struct MatchingBlocks {
    /// A run of equal words.
    struct Block {
        let first: Int
        let second: Int
        let count: Int
    }

    /// The runs, in order.
    let blocks: [Block]

    /// Compares two sequences. Runs shorter than `leastCount` are ignored.
    init(_ first: [String], _ second: [String], leastCount: Int) {
        var places: [String: [Int]] = [:]
        for (place, word) in second.enumerated() { places[word, default: []].append(place) }
        var found: [Block] = []
        var open = [(first.indices, second.indices)]
        while let (left, right) = open.popLast() {
            guard let block = Self.longest(first, left, right, places) else { continue }
            if block.count >= leastCount { found.append(block) }
            open.append((left.lowerBound..<block.first, right.lowerBound..<block.second))
            open.append(
                (block.first + block.count..<left.upperBound, block.second + block.count..<right.upperBound)
            )
        }
        blocks = found.sorted { $0.first < $1.first }
    }

    private static func longest(
        _ first: [String],
        _ left: Range<Int>,
        _ right: Range<Int>,
        _ places: [String: [Int]]
    ) -> Block? {
        guard !left.isEmpty, !right.isEmpty else { return nil }
        var best: Block?
        // The length of the run that ends at each place of the second sequence.
        var lengths: [Int: Int] = [:]
        for index in left {
            var next: [Int: Int] = [:]
            for place in places[first[index]] ?? [] where right.contains(place) {
                let length = (lengths[place - 1] ?? 0) + 1
                next[place] = length
                if length > best?.count ?? 0 {
                    best = Block(first: index - length + 1, second: place - length + 1, count: length)
                }
            }
            lengths = next
        }
        return best
    }
}

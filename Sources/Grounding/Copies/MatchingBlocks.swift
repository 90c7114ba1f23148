import RAGCore

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
    init(_ first: [ExactText], _ second: [ExactText], leastCount: Int) {
        var places: [ExactText: [Int]] = [:]
        for (place, word) in second.enumerated() { places[word, default: []].append(place) }
        let common = first.map { places[$0] ?? [] }
        var lengths = RunLengths(count: second.count)
        var found: [Block] = []
        var open = [(first.indices, second.indices)]
        while let (left, right) = open.popLast() {
            guard let block = lengths.longest(common, left, right) else { continue }
            if block.count >= leastCount { found.append(block) }
            open.append((left.lowerBound..<block.first, right.lowerBound..<block.second))
            open.append(
                (block.first + block.count..<left.upperBound, block.second + block.count..<right.upperBound)
            )
        }
        blocks = found.sorted { $0.first < $1.first }
    }

    /// The lengths of the common runs that end at each place of the second sequence.
    private struct RunLengths {
        /// For the word of the first sequence before the current one, and for the current one. Zero between searches.
        private var lengths: [Int]
        private var next: [Int]

        init(count: Int) {
            lengths = Array(repeating: 0, count: count)
            next = lengths
        }

        /// Returns the first longest run between `left` and `right`; `common` are the places in the second sequence of
        /// each word of the first.
        mutating func longest(_ common: [[Int]], _ left: Range<Int>, _ right: Range<Int>) -> Block? {
            guard let last = left.last, !right.isEmpty else { return nil }
            var best: Block?
            for index in left {
                for place in common[index] where right.contains(place) {
                    let length = (place > 0 ? lengths[place - 1] : 0) + 1
                    next[place] = length
                    if length > best?.count ?? 0 {
                        best = Block(first: index - length + 1, second: place - length + 1, count: length)
                    }
                }
                if index > left.lowerBound { clear(common[index - 1], right) }
                swap(&lengths, &next)
            }
            clear(common[last], right)
            return best
        }

        private mutating func clear(_ places: [Int], _ right: Range<Int>) {
            for place in places where right.contains(place) { lengths[place] = 0 }
        }
    }
}

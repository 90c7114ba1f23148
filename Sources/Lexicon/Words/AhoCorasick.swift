/// Finds any of many patterns in one pass over a text (Aho and Corasick, 1975). Symbols are Unicode scalars.
package struct AhoCorasick: Sendable {
    private struct Node: Sendable {
        /// The symbol that leads here, and the node that it leads from.
        var symbol: UInt32 = 0
        var parent: Int32 = 0
        var failure: Int32 = 0
        /// The number of symbols that lead here.
        var depth: Int32 = 0
        /// The numbers of the patterns that end here.
        var ends: [Int32] = []
    }

    private var nodes = [Node()]
    private var next = StateTable()
    private let lengths: [Int]

    /// Creates a matcher for `patterns`, which are numbered from 0. Empty patterns match nothing.
    package init(_ patterns: [[Unicode.Scalar]]) {
        lengths = patterns.map(\.count)
        for (number, pattern) in patterns.enumerated() where !pattern.isEmpty {
            var node: Int32 = 0
            for scalar in pattern {
                if let known = next[node, scalar.value] {
                    node = known
                } else {
                    nodes.append(Node(symbol: scalar.value, parent: node, depth: nodes[Int(node)].depth + 1))
                    next.add(Int32(nodes.count - 1), from: node, at: scalar.value)
                    node = Int32(nodes.count - 1)
                }
            }
            nodes[Int(node)].ends.append(Int32(number))
        }
        link()
    }

    /// Sets the failure links, shallow nodes first, so that the node a failure leads to is complete before it is used.
    private mutating func link() {
        for node in nodes.indices.dropFirst().sorted(by: { nodes[$0].depth < nodes[$1].depth }) {
            let parent = nodes[node].parent
            guard parent != 0 else { continue }
            let failure = step(from: nodes[Int(parent)].failure, nodes[node].symbol)
            nodes[node].failure = failure
            nodes[node].ends += nodes[Int(failure)].ends
        }
    }

    private func step(from state: Int32, _ symbol: UInt32) -> Int32 {
        var state = state
        while true {
            if let next = next[state, symbol] { return next }
            if state == 0 { return 0 }
            state = nodes[Int(state)].failure
        }
    }

    /// Returns the numbers of the patterns that occur in `text`, in ascending order.
    package func found(in text: String) -> [Int] {
        var numbers: Set<Int> = []
        matches(in: Array(text.unicodeScalars)) { number, _ in
            numbers.insert(number)
            return false
        }
        return numbers.sorted()
    }

    /// Calls `found` with the number and the range of every pattern in `text`, until it returns true. Returns the
    /// length of the longest suffix of `text` that is the beginning of a pattern or a whole one: text that may still
    /// grow into a match.
    @discardableResult
    package func matches(in text: [Unicode.Scalar], until found: (Int, Range<Int>) -> Bool) -> Int {
        var state: Int32 = 0
        for (place, scalar) in text.enumerated() {
            state = step(from: state, scalar.value)
            for pattern in nodes[Int(state)].ends {
                let end = place + 1
                if found(Int(pattern), (end - lengths[Int(pattern)])..<end) { return Int(nodes[Int(state)].depth) }
            }
        }
        return Int(nodes[Int(state)].depth)
    }
}

/// The fast local moving of the Leiden algorithm: nodes move to the neighbouring community with the best gain, and the
/// neighbours of a node that moved are visited again.
struct LocalMoving {
    private let graph: WeightedGraph
    private let resolution: Double
    /// The community of each node, below the number of nodes.
    private(set) var communities: [Int32]
    /// The strength of each community.
    private var strengths: [Double]
    private var sizes: [Int32]
    private var empty: [Int32] = []

    init(_ graph: WeightedGraph, communities: [Int32], resolution: Double) {
        (self.graph, self.communities, self.resolution) = (graph, communities, resolution)
        strengths = Array(repeating: 0, count: graph.count)
        sizes = Array(repeating: 0, count: graph.count)
        for (node, community) in communities.enumerated() {
            strengths[Int(community)] += graph.strengths[node]
            sizes[Int(community)] += 1
        }
        for community in sizes.indices.reversed() where sizes[community] == 0 { empty.append(Int32(community)) }
    }

    /// Moves nodes until no single move is a gain.
    mutating func run(_ random: inout SplitMix) {
        guard graph.total > 0 else { return }
        var queue = graph.inner.indices.map(Int32.init).shuffled(using: &random)
        var isQueued = [Bool](repeating: true, count: graph.count)
        var links = [Double](repeating: 0, count: graph.count)
        var touched: [Int32] = []
        var head = 0
        while head < queue.count {
            let node = Int(queue[head])
            head += 1
            if head > 1 << 16, head * 2 > queue.count {
                queue.removeFirst(head)
                head = 0
            }
            isQueued[node] = false
            let target = best(for: node, &links, &touched)
            guard target != communities[node] else { continue }
            move(node, to: target)
            for edge in graph.starts[node]..<graph.starts[node + 1] {
                let other = graph.targets[edge]
                if communities[Int(other)] != target, !isQueued[Int(other)] {
                    isQueued[Int(other)] = true
                    queue.append(other)
                }
            }
        }
    }

    /// Returns the community in which the node adds most to the modularity: its own in a tie, or an empty one.
    private func best(for node: Int, _ links: inout [Double], _ touched: inout [Int32]) -> Int32 {
        touched.removeAll(keepingCapacity: true)
        for edge in graph.starts[node]..<graph.starts[node + 1] {
            let community = communities[Int(graph.targets[edge])]
            if links[Int(community)] == 0 { touched.append(community) }
            links[Int(community)] += graph.weights[edge]
        }
        let own = communities[node]
        let share = resolution * graph.strengths[node] / graph.total
        var best = own
        var gain = links[Int(own)] - share * (strengths[Int(own)] - graph.strengths[node])
        // Sums of the same weights in another order differ in the last digits: such a gain is none.
        let least = 1e-10 * graph.strengths[node]
        if gain < -least, sizes[Int(own)] > 1, let alone = empty.last { (best, gain) = (alone, 0) }
        for community in touched where community != own {
            let other = links[Int(community)] - share * strengths[Int(community)]
            if other > gain + least { (best, gain) = (community, other) }
        }
        for community in touched { links[Int(community)] = 0 }
        return best
    }

    private mutating func move(_ node: Int, to target: Int32) {
        let source = Int(communities[node])
        strengths[source] -= graph.strengths[node]
        sizes[source] -= 1
        if empty.last == target { empty.removeLast() }
        if sizes[source] == 0 {
            strengths[source] = 0
            empty.append(Int32(source))
        }
        strengths[Int(target)] += graph.strengths[node]
        sizes[Int(target)] += 1
        communities[node] = target
    }
}

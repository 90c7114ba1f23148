/// The refinement of the Leiden algorithm: within each community, single nodes are joined to connected parts.
///
/// A node joins the part with the best gain, as in the reference implementation; the paper draws among all gains.
struct Refinement {
    private let graph: WeightedGraph
    private let communities: [Int32]
    private let resolution: Double

    init(_ graph: WeightedGraph, within communities: [Int32], resolution: Double) {
        (self.graph, self.communities, self.resolution) = (graph, communities, resolution)
    }

    /// Returns the part of each node, below the number of nodes.
    func parts(_ random: inout SplitMix) -> [Int32] {
        var parts = graph.inner.indices.map(Int32.init)
        guard graph.total > 0 else { return parts }
        var isAlone = [Bool](repeating: true, count: graph.count)
        var strengths = graph.strengths
        /// The weight between each part and the rest of its community.
        var outward = [Double](repeating: 0, count: graph.count)
        var whole = [Double](repeating: 0, count: graph.count)
        for node in 0..<graph.count {
            whole[Int(communities[node])] += graph.strengths[node]
            for edge in graph.starts[node]..<graph.starts[node + 1]
            where communities[Int(graph.targets[edge])] == communities[node] {
                outward[node] += graph.weights[edge]
            }
        }
        func isWellConnected(_ part: Int, of community: Int) -> Bool {
            let rest = whole[community] - strengths[part]
            return outward[part] >= resolution * strengths[part] * rest / graph.total
        }
        var links = [Double](repeating: 0, count: graph.count)
        var touched: [Int32] = []
        for node in graph.inner.indices.shuffled(using: &random) where isAlone[node] {
            let community = Int(communities[node])
            guard isWellConnected(node, of: community) else { continue }
            touched.removeAll(keepingCapacity: true)
            for edge in graph.starts[node]..<graph.starts[node + 1]
            where Int(communities[Int(graph.targets[edge])]) == community {
                let part = parts[Int(graph.targets[edge])]
                if links[Int(part)] == 0 { touched.append(part) }
                links[Int(part)] += graph.weights[edge]
            }
            var best = Int32(node)
            var gain = 1e-10 * graph.strengths[node]
            for part in touched where isWellConnected(Int(part), of: community) {
                let other =
                    links[Int(part)] - resolution * graph.strengths[node] * strengths[Int(part)] / graph.total
                if other > gain { (best, gain) = (part, other) }
            }
            if best != Int32(node) {
                isAlone[node] = false
                isAlone[Int(best)] = false
                parts[node] = best
                strengths[Int(best)] += graph.strengths[node]
                outward[Int(best)] += outward[node] - 2 * links[Int(best)]
            }
            for part in touched { links[Int(part)] = 0 }
        }
        return parts
    }
}

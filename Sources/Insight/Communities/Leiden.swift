/// Finds communities of a graph with the Leiden algorithm (Traag, Waltman and van Eck, "From Louvain to Leiden:
/// guaranteeing well-connected communities", Scientific Reports 9, 2019).
///
/// It maximises modularity with a resolution (Reichardt and Bornholdt 2006): the sum over all communities of the weight
/// within, less resolution * (strength of the community)² / (strength of the graph). Each community is connected.
/// Equal graphs have equal communities.
struct Leiden: Sendable {
    /// A higher resolution gives more communities.
    let resolution: Double
    /// Times that the whole algorithm runs, each beginning with the result of the last. It ends sooner if nothing
    /// changes.
    var iterations = 3
    /// Decides the order in which nodes are visited.
    var seed: UInt64 = 1

    /// Returns the community of each node, numbered from 0 in the order of their first nodes. Throws
    /// `CancellationError`.
    func communities(of graph: WeightedGraph) throws -> [Int32] {
        var random = SplitMix(seed)
        var communities = graph.inner.indices.map(Int32.init)
        for _ in 0..<iterations {
            let before = communities
            try improve(&communities, of: graph, &random)
            if communities == before { break }
        }
        return communities
    }

    /// Moves nodes between communities, splits these into well-connected parts, and goes on with the graph of the
    /// parts, until each community is a part.
    private func improve(_ communities: inout [Int32], of graph: WeightedGraph, _ random: inout SplitMix) throws {
        var level = graph
        /// The node of `level` that each node of `graph` is in.
        var places = graph.inner.indices.map(Int32.init)
        var current = communities
        while true {
            try Task.checkCancellation()
            var moving = LocalMoving(level, communities: current, resolution: resolution)
            moving.run(&random)
            let (moved, number) = numbered(moving.communities)
            communities = places.map { moved[Int($0)] }
            guard number < level.count else { break }
            let (parts, partCount) = numbered(Refinement(level, within: moved, resolution: resolution).parts(&random))
            guard partCount < level.count else { break }
            current = [Int32](repeating: 0, count: partCount)
            for node in 0..<level.count { current[Int(parts[node])] = moved[node] }
            level = level.joined(by: parts, number: partCount)
            places = places.map { parts[Int($0)] }
        }
        communities = numbered(communities).groups
    }

    /// Numbers groups in the order of their first nodes.
    private func numbered(_ groups: [Int32]) -> (groups: [Int32], number: Int) {
        var numbers = [Int32](repeating: -1, count: groups.count)
        var next: Int32 = 0
        let groups = groups.map { group in
            if numbers[Int(group)] < 0 {
                numbers[Int(group)] = next
                next += 1
            }
            return numbers[Int(group)]
        }
        return (groups, Int(next))
    }
}

import Testing

@testable import Insight

@Suite struct LeidenTests {
    /// Groups of nodes in which every pair is joined, with one edge between neighbouring groups.
    private func cliques(_ sizes: [Int]) -> WeightedGraph {
        var edges: [(Int, Int, Double)] = []
        var start = 0
        for size in sizes {
            for one in 0..<size { for other in 0..<one { edges.append((start + one, start + other, 1)) } }
            if start > 0 { edges.append((start - 1, start, 1)) }
            start += size
        }
        return WeightedGraph(count: start, edges: edges)
    }

    /// A random graph with the same edges in every run.
    private func random(_ count: Int, edges: Int, seed: UInt64) -> WeightedGraph {
        var generator = SplitMix(seed)
        var weights: [[Int]: Double] = [:]
        for _ in 0..<edges {
            let (one, other) = (
                Int.random(in: 0..<count, using: &generator), Int.random(in: 0..<count, using: &generator)
            )
            if one != other {
                weights[[min(one, other), max(one, other)]] = Double.random(in: 0.1...1, using: &generator)
            }
        }
        return WeightedGraph(count: count, edges: weights.map { ($0.key[0], $0.key[1], $0.value) })
    }

    /// Whether the nodes of each group are connected by edges within it.
    private func areConnected(_ groups: [Int32], in graph: WeightedGraph) -> Bool {
        var seen: Set<Int> = []
        for first in 0..<graph.count where groups.firstIndex(of: groups[first]) == first {
            var open = [first]
            while let node = open.popLast() {
                guard seen.insert(node).inserted else { continue }
                open += graph.targets[graph.starts[node]..<graph.starts[node + 1]].map { Int($0) }
                    .filter { groups[$0] == groups[node] && !seen.contains($0) }
            }
        }
        return seen.count == graph.count
    }

    @Test("groups in which all are joined are communities", arguments: [[5, 5, 5], [4, 9, 6, 7], [12, 3]])
    func cliques(sizes: [Int]) throws {
        let expected = sizes.enumerated().flatMap { Array(repeating: Int32($0), count: $1) }
        for seed in 1...5 as ClosedRange<UInt64> {
            #expect(try Leiden(resolution: 1, seed: seed).communities(of: cliques(sizes)) == expected)
        }
    }

    @Test("a ring of small groups is not merged at a resolution of 4 as it is at a low one")
    func resolution() throws {
        let ring = cliques(Array(repeating: 4, count: 30))
        #expect(try Leiden(resolution: 4).communities(of: ring).max() == 29)
        #expect(try Leiden(resolution: 0.2).communities(of: ring).max() ?? 99 < 15)
        #expect(try Leiden(resolution: 1_000).communities(of: ring) == (0..<120).map { Int32($0) })
    }

    @Test(
        "communities are connected, and no single move raises the modularity",
        arguments: 1...8 as ClosedRange<UInt64>
    )
    func quality(seed: UInt64) throws {
        let graph = random(300, edges: 900, seed: seed)
        let leiden = Leiden(resolution: 1.5, iterations: 100, seed: seed)
        let groups = try leiden.communities(of: graph)
        #expect(areConnected(groups, in: graph))
        let quality = graph.modularity(of: groups, resolution: 1.5)
        #expect(quality > 0.3)
        var better = 0
        for node in 0..<graph.count {
            for edge in graph.starts[node]..<graph.starts[node + 1] {
                var moved = groups
                moved[node] = groups[Int(graph.targets[edge])]
                if graph.modularity(of: moved, resolution: 1.5) > quality + 1e-9 { better += 1 }
            }
        }
        #expect(better == 0)
        #expect(try leiden.communities(of: graph) == groups)
        #expect(areConnected(try Leiden(resolution: 1.5, iterations: 1).communities(of: graph), in: graph))
    }

    @Test("graphs without nodes or edges leave each node alone")
    func empty() throws {
        #expect(try Leiden(resolution: 1).communities(of: WeightedGraph(count: 0, edges: [])).isEmpty)
        #expect(try Leiden(resolution: 1).communities(of: WeightedGraph(count: 3, edges: [])) == [0, 1, 2])
        #expect(try Leiden(resolution: 1).communities(of: WeightedGraph(count: 3, edges: [(0, 2, 1)])) == [0, 1, 0])
    }

    @Test("joined groups keep the weights of the graph")
    func joined() {
        let graph = random(60, edges: 200, seed: 3)
        let groups = (0..<60).map { Int32($0 % 7) }
        let whole = graph.joined(by: groups, number: 7)
        #expect(whole.count == 7)
        #expect(abs(whole.total - graph.total) < 1e-9)
        let alone = (0..<7).map { Int32($0) }
        #expect(abs(whole.modularity(of: alone, resolution: 1) - graph.modularity(of: groups, resolution: 1)) < 1e-9)
    }

    @Test("rows that are neighbours of each other are joined twice as much, and negative cosines join nothing")
    func neighbours() {
        let table = NeighbourTable(width: 1, positions: [1, 0, 0, 1], cosines: [0.5, 0.5, 0.25, -0.5])
        #expect(WeightedGraph(table, count: 4) == WeightedGraph(count: 4, edges: [(0, 1, 1), (0, 2, 0.25)]))
    }
}

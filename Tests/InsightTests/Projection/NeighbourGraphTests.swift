import Foundation
import Testing

@testable import Insight

@Suite struct NeighbourGraphTests {
    private let graph = NeighbourGraph(
        NeighbourTable(
            width: 2,
            positions: [1, 2, 0, 2, 1, 0, 2, 1],
            cosines: [0.9, 0.5, 0.9, 0.8, 0.8, 0.5, 0.3, 0.1]
        )
    )

    private func strength(_ head: Int32, _ tail: Int32) -> Float? {
        graph.heads.indices.first { graph.heads[$0] == head && graph.tails[$0] == tail }.map { graph.strengths[$0] }
    }

    @Test("each row is joined fully to its nearest row and more weakly to others, equally in both directions")
    func strengths() throws {
        #expect(strength(0, 1) == 1 && strength(1, 0) == 1)
        #expect(strength(3, 2) == 1 && strength(2, 3) == 1)
        let weak = try #require(strength(0, 2))
        #expect(weak < 1 && weak > 0 && strength(2, 0) == weak)
        #expect(strength(0, 3) == nil)
    }

    @Test("edges are ordered and occur once in each direction")
    func order() {
        let edges = zip(graph.heads, graph.tails).map { [$0, $1] }
        #expect(edges == edges.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(Set(edges).count == edges.count)
    }

    @Test("an edge pulls as often as its strength says, and one too weak never")
    func schedule() {
        var schedule = EdgeSchedule(graph, epochs: 100)
        var pulls = [Int](repeating: 0, count: graph.heads.count)
        for epoch in 0..<100 { for edge in schedule.edges(of: epoch) { pulls[Int(edge)] += 1 } }
        for (edge, strength) in graph.strengths.enumerated() {
            let wanted = strength < 0.01 ? 0 : Int(strength * 100)
            #expect(abs(pulls[edge] - wanted) <= 1)
        }
    }
}

import RAGCore
import Testing

@testable import Answering

@Suite struct DiversificationTests {
    @Test("relevance alone keeps the order; difference alone puts the most different second")
    func extremes() {
        let similarity: [[Float]] = [[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]]
        func order(_ lambda: Float) -> [Int] {
            Diversification.order(relevance: [1, 0.9, 0.5], lambda: lambda) { similarity[$0][$1] }.map(\.index)
        }
        #expect(order(1) == [0, 1, 2])
        #expect(order(0) == [0, 2, 1])
        #expect(order(0.5) == [0, 2, 1])
        #expect(order(0.9) == [0, 1, 2])
    }

    @Test("scores fall with the rank and stay between 0 and 1")
    func scores() {
        let relevance: [Float] = [1, 0.99, 0.8, 0.8, 0.3, 0]
        let chosen = Diversification.order(relevance: relevance, lambda: 0.6) { $0 % 2 == $1 % 2 ? 0.95 : 0.2 }
        let scores = chosen.map(\.score)
        #expect(scores == scores.sorted(by: >))
        #expect(scores.allSatisfy { (0...1).contains($0) })
        #expect(Set(chosen.map(\.index)) == Set(relevance.indices))
    }

    @Test("an empty list stays empty, and equal passages keep their order")
    func few() async throws {
        #expect(Diversification.order(relevance: [], lambda: 0.5) { _, _ in 0 }.isEmpty)
        #expect(Diversification.order(relevance: [1, 1, 1], lambda: 0.5) { _, _ in 1 }.map(\.index) == [0, 1, 2])
        let one = try await Diversification(lambda: 0.5).refine([passage(1, "一条")], for: "问")
        #expect(one.map(\.hit.chunkID) == [1])
    }

    @Test("a passage with new content comes before one that repeats")
    func passages() async throws {
        let passages = [
            passage(1, "退货的运费由客户承担，上门取件十二元。", score: 1), passage(2, "退货的运费由客户承担，上门取件要十二元。", score: 0.95),
            passage(3, "Shipping to Germany takes five working days.", score: 0.8),
        ]
        let spread = try await Diversification(lambda: 0.7).refine(passages, for: "运费")
        #expect(spread.map(\.hit.chunkID) == [1, 3, 2])
    }
}

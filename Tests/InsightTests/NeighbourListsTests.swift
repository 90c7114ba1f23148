import RAGCore
import Testing

@testable import Insight

@Suite struct NeighbourListsTests {
    @Test("each text lists all similar ones in order, also across the tiles of the cache")
    func lists() async throws {
        // Text n points to one of four directions by n mod 4; neighbours of one direction have cosine 1.
        let embeddings = (0..<150).map { number in
            Embedding(unitLength: (0..<4).map { $0 == number % 4 ? 1 : 0 })
        }
        let lists = try await NeighbourLists.of(embeddings, threshold: 1)
        #expect(lists.count == 150)
        for (number, list) in lists.enumerated() {
            #expect(list == (0..<150).filter { $0 != number && $0 % 4 == number % 4 })
        }
        #expect(try await NeighbourLists.of(embeddings, threshold: 0)[0].count == 149)
        #expect(try await NeighbourLists.of([], threshold: 0).isEmpty)
    }
}

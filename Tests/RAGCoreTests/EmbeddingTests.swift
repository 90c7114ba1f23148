import RAGCore
import Testing

@Suite struct EmbeddingTests {
    @Test("components are scaled to length 1, whatever their size", arguments: [1e-12, 1e-3, 1, 1e3, 1e12] as [Float])
    func unitLength(scale: Float) throws {
        let embedding = try #require(Embedding(normalizing: [3 * scale, -4 * scale]))
        #expect(abs(embedding.components[0] - 0.6) < 1e-6)
        #expect(abs(embedding.components[1] + 0.8) < 1e-6)
        #expect(embedding.dimensions == 2)
    }

    @Test(
        "a vector without direction is no embedding",
        arguments: [[], [0], [0, -0, 0], [.nan, 1], [.infinity, 1], [1, -.infinity]] as [[Float]]
    )
    func noDirection(components: [Float]) {
        #expect(Embedding(normalizing: components) == nil)
    }

    @Test("components from a store are not changed")
    func readBack() throws {
        let embedding = try #require(Embedding(normalizing: [1, 2, 3]))
        #expect(Embedding(unitLength: embedding.components) == embedding)
    }

    @Test("the cosine is 1 for the same direction, 0 for a right angle, -1 for the opposite")
    func cosine() throws {
        let east = try #require(Embedding(normalizing: [2, 0]))
        for (components, expected) in [([1, 0], 1), ([0, 5], 0), ([-3, 0], -1), ([1, 1], 0.70710677)]
            as [([Float], Float)]
        {
            let other = try #require(Embedding(normalizing: components))
            let cosine = try #require(east.cosine(to: other))
            #expect(abs(cosine - expected) < 1e-6)
            #expect(cosine == other.cosine(to: east))
        }
    }

    @Test("embeddings of different dimensions cannot be compared")
    func differentDimensions() throws {
        let two = try #require(Embedding(normalizing: [1, 2]))
        let three = try #require(Embedding(normalizing: [1, 2, 0]))
        #expect(two.cosine(to: three) == nil)
    }
}

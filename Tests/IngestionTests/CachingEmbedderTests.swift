import RAGCore
import Testing

@testable import Ingestion

@Suite struct CachingEmbedderTests {
    /// An embedder that returns vectors of one length.
    private struct FixedEmbedder: Embedder {
        let dimensions: Int
        let model = EmbeddingModel(name: "m")
        let embedsCode = false

        func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
            try texts.map { _ in
                try #require(Embedding(normalizing: [Float](repeating: 1, count: dimensions)))
            }
        }
    }

    @Test("a vector of a wrong length is neither kept nor taken from the cache")
    func wrongLength() async throws {
        let cache = MemoryStore()
        let wrong = CachingEmbedder(FixedEmbedder(dimensions: 3), cache: cache, dimensions: 4)
        let error = await #expect(throws: RAGError.self) { try await wrong.embed(["a"], as: .query) }
        #expect(error?.code == .serviceFailed && error?.message.contains("3 dimensions instead of 4") == true)
        #expect(await cache.cached.isEmpty)
        // A cache from before the check holds one.
        let hash = ContentHash.of("a", as: .query)
        let poison = try await FixedEmbedder(dimensions: 3).embed(["a"], as: .query)[0]
        for model in [EmbeddingModel(name: "m"), EmbeddingModel(name: "m", dimensions: 4)] {
            try await cache.store([hash: poison], model: model)
        }
        let right = CachingEmbedder(FixedEmbedder(dimensions: 4), cache: cache, dimensions: 4)
        #expect(try await right.embed(["a"], as: .query).map(\.dimensions) == [4])
    }

    @Test("the cache is asked for a model with its dimensions")
    func key() async throws {
        let cache = MemoryStore()
        _ = try await CachingEmbedder(FixedEmbedder(dimensions: 4), cache: cache, dimensions: 4).embed(
            ["a"],
            as: .query
        )
        let hash = ContentHash.of("a", as: .query)
        #expect(await cache.known(among: [hash], model: EmbeddingModel(name: "m", dimensions: 4)) == [hash])
        #expect(await cache.known(among: [hash], model: EmbeddingModel(name: "m", dimensions: 5)).isEmpty)
    }
}

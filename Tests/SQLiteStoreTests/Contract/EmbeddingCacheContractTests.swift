import RAGCore
import Testing

@Suite("every EmbeddingCache") struct EmbeddingCacheContractTests {
    @Test("what was stored comes back, bit for bit, and nothing else", arguments: StoreUnderTest.Kind.allCases)
    func roundTrip(kind: StoreUnderTest.Kind) async throws {
        let cache = try StoreUnderTest(kind).cache
        let vectors = Samples.clustered(3, dimensions: 33, seed: 3)
        try await cache.store(["a": vectors[0], "b": vectors[1], "c": vectors[2]], model: Samples.model)
        try await cache.store([:], model: Samples.model)

        let found = try await cache.embeddings(for: ["a", "c", "a", "z"], model: Samples.model)
        #expect(found == ["a": vectors[0], "c": vectors[2]])
        #expect(try await cache.embeddings(for: [], model: Samples.model).isEmpty)
    }

    @Test("models do not see one another's embeddings", arguments: StoreUnderTest.Kind.allCases)
    func models(kind: StoreUnderTest.Kind) async throws {
        let cache = try StoreUnderTest(kind).cache
        let (two, three) = (Samples.embedding([1, 2]), Samples.embedding([1, 2, 3]))
        try await cache.store(["a": two], model: Samples.model)
        #expect(try await cache.embeddings(for: ["a"], model: Samples.otherModel).isEmpty)
        try await cache.store(["a": three], model: Samples.otherModel)
        #expect(try await cache.embeddings(for: ["a"], model: Samples.model) == ["a": two])
        #expect(try await cache.embeddings(for: ["a"], model: Samples.otherModel) == ["a": three])
    }

    @Test("the newest embedding of a text stands", arguments: StoreUnderTest.Kind.allCases)
    func newest(kind: StoreUnderTest.Kind) async throws {
        let cache = try StoreUnderTest(kind).cache
        for components in [[1, 2], [2, 1], [2, 1]] as [[Float]] {
            try await cache.store(["a": Samples.embedding(components)], model: Samples.model)
        }
        #expect(try await cache.embeddings(for: ["a"], model: Samples.model) == ["a": Samples.embedding([2, 1])])
    }

    @Test("a document's embeddings are in the cache before and after it goes", arguments: StoreUnderTest.Kind.allCases)
    func sharedWithDocuments(kind: StoreUnderTest.Kind) async throws {
        let store = try StoreUnderTest(kind)
        let chunk = Samples.chunk(0, "七天", [1, 2])
        try await store.vectors.replace(Samples.document("a"), with: [chunk], model: Samples.model)
        #expect(try await store.cache.embeddings(for: ["七天"], model: Samples.model) == ["七天": chunk.embedding])
        try await store.vectors.replace(Samples.document("a"), with: [], model: Samples.model)
        #expect(try await store.cache.embeddings(for: ["七天"], model: Samples.model) == ["七天": chunk.embedding])
    }
}

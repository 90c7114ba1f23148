import RAGCore
import Testing

@Suite("every EmbeddingCache") struct EmbeddingCacheContractTests {
    private let a = Samples.hash("a")
    private let b = Samples.hash("b")
    private let c = Samples.hash("c")
    private let z = Samples.hash("z")

    @Test("stored embeddings come back bit for bit, and no others", arguments: StoreUnderTest.Kind.allCases)
    func roundTrip(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let vectors = Samples.clustered(3, dimensions: 33, seed: 3)
        try await test.store.store([a: vectors[0], b: vectors[1], c: vectors[2]], model: Samples.model)
        try await test.store.store([:], model: Samples.model)

        let found = try await test.store.embeddings(for: [a, c, a, z], model: Samples.model)
        #expect(found == [a: vectors[0], c: vectors[2]])
        #expect(try await test.store.embeddings(for: [], model: Samples.model).isEmpty)
        #expect(try await test.store.known(among: [a, z, c, a], model: Samples.model) == [a, c])
        #expect(try await test.store.known(among: [], model: Samples.model).isEmpty)
    }

    @Test("models do not see each other's embeddings", arguments: StoreUnderTest.Kind.allCases)
    func models(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let (two, three) = (Samples.embedding([1, 2]), Samples.embedding([1, 2, 3]))
        try await test.store.store([a: two], model: Samples.model)
        #expect(try await test.store.embeddings(for: [a], model: Samples.otherModel).isEmpty)
        #expect(try await test.store.known(among: [a], model: Samples.otherModel).isEmpty)
        try await test.store.store([a: three], model: Samples.otherModel)
        #expect(try await test.store.embeddings(for: [a], model: Samples.model) == [a: two])
        #expect(try await test.store.embeddings(for: [a], model: Samples.otherModel) == [a: three])
    }

    @Test("the newest embedding of a text is kept", arguments: StoreUnderTest.Kind.allCases)
    func newest(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        for components in [[1, 2], [2, 1], [2, 1]] as [[Float]] {
            try await test.store.store([a: Samples.embedding(components)], model: Samples.model)
        }
        #expect(try await test.store.embeddings(for: [a], model: Samples.model) == [a: Samples.embedding([2, 1])])
    }

    @Test(
        "a document's embeddings are in the cache before and after its chunks are removed",
        arguments: StoreUnderTest.Kind.allCases
    )
    func sharedWithDocuments(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let chunk = Samples.chunk(1, "七天", [1, 2])
        let hashes = [chunk.indexed.textHash, chunk.indexed.questionHash].compactMap { $0 }
        try await test.store.replace(Samples.document("a"), with: [chunk])
        #expect(try await test.store.known(among: hashes, model: Samples.model).count == 2)
        try await test.store.replace(Samples.document("a"), with: [])
        #expect(try await test.store.known(among: hashes, model: Samples.model).count == 2)
    }
}

import RAGCore
import Testing

@Suite("every VectorIndex") struct VectorIndexContractTests {
    @Test("an empty index finds nothing", arguments: StoreUnderTest.Kind.allCases)
    func empty(kind: StoreUnderTest.Kind) async throws {
        #expect(try await StoreUnderTest(kind).nearest([1, 2]).isEmpty)
    }

    @Test("a hit carries its passage whole, with where it stands", arguments: StoreUnderTest.Kind.allCases)
    func wholeHit(kind: StoreUnderTest.Kind) async throws {
        let store = try StoreUnderTest(kind)
        let chunks = [Samples.chunk(0, "Refunds 🧾", [0, 1]), Samples.chunk(1, "七天内可以退货。\n👩‍👧 \"'", [3, 4])]
        let document = Samples.document("帮助/退货 🧾.md")
        try await store.vectors.replace(document, with: chunks, model: Samples.model)

        let hits = try await store.index(Samples.model).nearest(to: Samples.embedding([1, 0]), limit: 1)
        let hit = try #require(hits.first)
        #expect(hit.chunk == chunks[1].chunk)
        #expect(hit.documentPath == document.path)
        #expect(hit.documentTitle == document.title)
        #expect(abs(hit.score - 0.6) < 1e-6)
    }

    @Test("equal scores stand in the order of paths, then of chunks", arguments: StoreUnderTest.Kind.allCases)
    func ties(kind: StoreUnderTest.Kind) async throws {
        let store = try StoreUnderTest(kind)
        for path in ["c", "b", "退", "a", "d"] {
            // Different texts with one vector, and one text in every document.
            let chunks = [
                Samples.chunk(0, "\(path)0", [0, 2]), Samples.chunk(1, "\(path)1", [2, 0]),
                Samples.chunk(2, "same", [1, 0]), Samples.chunk(3, "\(path)3", [3, 0]),
            ]
            try await store.vectors.replace(Samples.document(path), with: chunks, model: Samples.model)
        }
        let all = ["a", "b", "c", "d", "退"].flatMap { ["\($0)1", "same", "\($0)3"] }
        #expect(try await store.nearest([1, 0], limit: 15) == all)
        for limit in 1...14 {
            #expect(try await store.nearest([1, 0], limit: limit) == Array(all.prefix(limit)))
        }
    }

    @Test("no more than the limit is found", arguments: StoreUnderTest.Kind.allCases, [-1, 0, 1, 3, 9])
    func limits(kind: StoreUnderTest.Kind, limit: Int) async throws {
        let store = try StoreUnderTest(kind)
        let chunks = (0..<3).map { Samples.chunk($0, "\($0)", [1, Float($0)]) }
        try await store.vectors.replace(Samples.document("a.md"), with: chunks, model: Samples.model)
        #expect(try await store.nearest([1, 0], limit: limit) == Array(["0", "1", "2"].prefix(max(limit, 0))))
    }

    @Test("only chunks of the index's own model are found", arguments: StoreUnderTest.Kind.allCases)
    func models(kind: StoreUnderTest.Kind) async throws {
        let store = try StoreUnderTest(kind)
        let (two, three) = (Samples.model, Samples.otherModel)
        try await store.vectors.replace(Samples.document("a"), with: [Samples.chunk(0, "text", [1, 2])], model: two)
        try await store.vectors.replace(
            Samples.document("b"),
            with: [Samples.chunk(0, "text", [1, 2, 3])],
            model: three
        )
        try await store.cache.store(["only cached": Samples.embedding([1, 1])], model: two)

        let hits = try await store.index(two).nearest(to: Samples.embedding([1, 1]), limit: 9)
        #expect(hits.map(\.documentPath) == ["a"])
        #expect(try await store.nearest([1, 1, 1], model: three) == ["text"])
        #expect(try await store.nearest([1, 1], model: EmbeddingModel(name: "never used")).isEmpty)
    }

    @Test("a question of another dimension is refused, with what to do", arguments: StoreUnderTest.Kind.allCases)
    func wrongDimension(kind: StoreUnderTest.Kind) async throws {
        let store = try StoreUnderTest(kind)
        try await store.vectors.replace(
            Samples.document("a"),
            with: [Samples.chunk(0, "text", [1, 2])],
            model: Samples.model
        )
        let error = await #expect(throws: RAGError.self) { try await store.nearest([1, 2, 3]) }
        #expect(error?.hint?.contains("kefu refresh") == true)
    }

    @Test(
        "the nearest are those of a brute-force search",
        arguments: StoreUnderTest.Kind.allCases,
        [1, 7, 31, 384]
    )
    func bruteForce(kind: StoreUnderTest.Kind, dimensions: Int) async throws {
        let store = try StoreUnderTest(kind)
        let reference = MemoryStore()
        let vectors = Samples.clustered(600, dimensions: dimensions, seed: 1)
        for number in 0..<30 {
            let chunks = (0..<20).map { ordinal in
                let text = "\(number * 20 + ordinal)"
                return EmbeddedChunk(
                    chunk: Samples.chunk(ordinal, text, [1]).chunk,
                    textHash: text,
                    embedding: vectors[number * 20 + ordinal]
                )
            }
            let document = Samples.document("文档/\(number).md")
            try await store.vectors.replace(document, with: chunks, model: Samples.model)
            await reference.replace(document, with: chunks, model: Samples.model)
        }
        for query in Samples.clustered(20, dimensions: dimensions, seed: 2) {
            let found = try await store.index(Samples.model).nearest(to: query, limit: 12)
            let expected = try await reference.nearest(to: query, limit: 12, model: Samples.model)
            #expect(found.map(\.chunk.text) == expected.map(\.chunk.text))
            #expect(found.map(\.score) == expected.map(\.score))
        }
    }
}

import RAGCore
import Testing

@Suite("every VectorStore") struct VectorStoreContractTests {
    @Test("an empty store has no fingerprints", arguments: StoreUnderTest.Kind.allCases)
    func empty(kind: StoreUnderTest.Kind) async throws {
        #expect(try await StoreUnderTest(kind).store.fingerprints().isEmpty)
    }

    @Test(
        "each path has the fingerprint of its document",
        arguments: StoreUnderTest.Kind.allCases
    )
    func fingerprints(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let paths = ["a.md", "帮助/退货 政策.md", "🧾/é'\"%_?.md"]
        for path in paths {
            try await test.store.replace(
                Samples.document(path, hash: path),
                with: [Samples.chunk(0, path, [1, 2])]
            )
        }
        try await test.store.replace(Samples.document("空.md"), with: [])

        let found = try await test.store.fingerprints()
        #expect(Set(found.keys) == Set(paths + ["空.md"]))
        for path in paths {
            let expected = DocumentFingerprint(contentHash: path, recipe: "markdown/1")
            #expect(found[path] == expected)
        }
    }

    @Test("replacing a document removes its old chunks", arguments: StoreUnderTest.Kind.allCases)
    func replace(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let old = [Samples.chunk(0, "旧一", [1, 0]), Samples.chunk(1, "kept", [1, 1]), Samples.chunk(2, "旧三", [0, 1])]
        try await test.store.replace(Samples.document("a.md"), with: old)
        let new = [Samples.chunk(0, "kept", [1, 1]), Samples.chunk(1, "new", [1, -1])]
        try await test.store.replace(
            Samples.document("a.md", title: "新", hash: "2"),
            with: new
        )

        #expect(try await test.nearest([1, 1]) == ["kept", "new"])
        #expect(try await test.store.fingerprints()["a.md"]?.contentHash == "2")
        let hits = try await test.index(Samples.model).nearest(to: Samples.embedding([1, 1]), limit: 1)
        #expect(hits.map(\.documentTitle) == ["新"])
    }

    @Test("removing a document removes its chunks, and others stay", arguments: StoreUnderTest.Kind.allCases)
    func remove(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        for path in ["a.md", "退货.md", "c.md"] {
            try await test.store.replace(
                Samples.document(path),
                with: [Samples.chunk(0, "shared", [1, 1])]
            )
        }
        try await test.store.remove(["退货.md", "not there.md", "a.md"])
        try await test.store.remove([])

        #expect(try await test.store.fingerprints().keys.sorted() == ["c.md"])
        #expect(try await test.nearest([1, 1]) == ["shared"])
        let cached = try await test.store.embeddings(for: [Samples.hash("shared")], model: Samples.model)
        #expect(cached[Samples.hash("shared")] == Samples.embedding([1, 1]))
    }

    @Test("several documents are written all or not at all", arguments: StoreUnderTest.Kind.allCases)
    func atOnce(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let generation = try await test.store.replace(Samples.document("a"), with: [Samples.chunk(0, "old", [1, 1])])
        let known = Samples.chunk(0, "old", [1, 1]).indexed
        let unknown = [
            IndexedChunk(chunk: known.chunk, textHash: Samples.hash("never"), questionHash: nil),
            IndexedChunk(chunk: known.chunk, textHash: known.textHash, questionHash: Samples.hash("never")),
        ]
        for chunk in unknown {
            let documents = [
                IndexedDocument(document: Samples.document("a", hash: "2"), chunks: []),
                IndexedDocument(document: Samples.document("b"), chunks: [chunk]),
            ]
            await #expect(throws: RAGError.self) { try await test.store.replace(documents, in: generation) }
        }
        #expect(try await test.nearest([1, 1]) == ["old"])
        #expect(try await test.store.fingerprints().mapValues(\.contentHash) == ["a": "1"])

        let documents = ["a", "b", "c"].map {
            IndexedDocument(document: Samples.document($0, hash: "2"), chunks: [known])
        }
        try await test.store.replace(documents, in: generation)
        try await test.store.replace([], in: generation)
        #expect(try await test.nearest([1, 1]) == ["old", "old", "old"])
        #expect(try await test.store.fingerprints().mapValues(\.contentHash) == ["a": "2", "b": "2", "c": "2"])
    }

    @Test(
        "documents move all at once: chains, swaps, onto another document, and from a missing path",
        arguments: StoreUnderTest.Kind.allCases,
        [
            ([:], ["a": "a", "b": "b", "c": "c", "d": "d"]),
            (["a": "旧/a"], ["旧/a": "a", "b": "b", "c": "c", "d": "d"]),
            (["a": "b", "b": "a"], ["a": "b", "b": "a", "c": "c", "d": "d"]),
            (["a": "b", "b": "c", "c": "e"], ["b": "a", "c": "b", "e": "c", "d": "d"]),
            (["a": "b", "b": "c", "c": "a"], ["b": "a", "c": "b", "a": "c", "d": "d"]),
            (["a": "d"], ["d": "a", "b": "b", "c": "c"]),
            (["x": "e", "a": "a"], ["a": "a", "b": "b", "c": "c", "d": "d"]),
        ] as [([String: String], [String: String])]
    )
    func move(kind: StoreUnderTest.Kind, example: (moves: [String: String], result: [String: String])) async throws {
        let test = try StoreUnderTest(kind)
        for path in ["a", "b", "c", "d"] {
            try await test.store.replace(Samples.document(path, hash: path), with: [Samples.chunk(0, path, [1, 1])])
        }
        let current = try #require(try await test.store.generations().current)
        try await test.store.move(example.moves, in: current)
        #expect(try await test.store.fingerprints().mapValues(\.contentHash) == example.result)
        let hits = try await test.index(Samples.model).nearest(to: Samples.embedding([1, 1]), limit: 9)
        #expect(Dictionary(uniqueKeysWithValues: hits.map { ($0.documentPath, $0.chunk.text) }) == example.result)
    }

    @Test(
        "a second writer gets an error, and a writer that fails releases the lock",
        arguments: StoreUnderTest.Kind.allCases
    )
    func turns(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let store = test.store
        let value = try await store.withWriterTurn {
            let error = await #expect(throws: RAGError.self) { try await store.withWriterTurn {} }
            #expect(error?.code == .failed)
            #expect(error?.message.hasPrefix("Another refresh is running") == true)
            #expect(error?.hint != nil)
            return 7
        }
        #expect(value == 7)
        await #expect(throws: CancellationError.self) { try await store.withWriterTurn { throw CancellationError() } }
        try await test.store.withWriterTurn {}
    }
}

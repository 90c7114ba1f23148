import RAGCore
import Testing

@Suite("every VectorStore") struct VectorStoreContractTests {
    @Test("an empty store has no fingerprints", arguments: StoreUnderTest.Kind.allCases)
    func empty(kind: StoreUnderTest.Kind) async throws {
        #expect(try await StoreUnderTest(kind).vectors.fingerprints().isEmpty)
    }

    @Test(
        "a document is remembered by its path, with what tells whether it changed",
        arguments: StoreUnderTest.Kind.allCases
    )
    func fingerprints(kind: StoreUnderTest.Kind) async throws {
        let store = try StoreUnderTest(kind)
        let paths = ["a.md", "帮助/退货 政策.md", "🧾/é'\"%_?.md"]
        for path in paths {
            try await store.vectors.replace(
                Samples.document(path, hash: path),
                with: [Samples.chunk(0, path, [1, 2])],
                model: Samples.model
            )
        }
        try await store.vectors.replace(Samples.document("空.md"), with: [], model: Samples.otherModel)

        let found = try await store.vectors.fingerprints()
        #expect(Set(found.keys) == Set(paths + ["空.md"]))
        for path in paths {
            let expected = DocumentFingerprint(contentHash: path, recipe: "markdown 1", model: Samples.model)
            #expect(found[path] == expected)
        }
        #expect(found["空.md"]?.model == Samples.otherModel)
    }

    @Test("replacing a document leaves none of its old chunks behind", arguments: StoreUnderTest.Kind.allCases)
    func replace(kind: StoreUnderTest.Kind) async throws {
        let store = try StoreUnderTest(kind)
        let old = [Samples.chunk(0, "旧一", [1, 0]), Samples.chunk(1, "kept", [1, 1]), Samples.chunk(2, "旧三", [0, 1])]
        try await store.vectors.replace(Samples.document("a.md"), with: old, model: Samples.model)
        let new = [Samples.chunk(0, "kept", [1, 1]), Samples.chunk(1, "new", [1, -1])]
        try await store.vectors.replace(
            Samples.document("a.md", title: "新", hash: "2"),
            with: new,
            model: Samples.model
        )

        #expect(try await store.nearest([1, 1]) == ["kept", "new"])
        #expect(try await store.vectors.fingerprints()["a.md"]?.contentHash == "2")
        let hits = try await store.index(Samples.model).nearest(to: Samples.embedding([1, 1]), limit: 1)
        #expect(hits.map(\.documentTitle) == ["新"])
    }

    @Test("a removed document leaves no chunk behind, and others stay", arguments: StoreUnderTest.Kind.allCases)
    func remove(kind: StoreUnderTest.Kind) async throws {
        let store = try StoreUnderTest(kind)
        for path in ["a.md", "退货.md", "c.md"] {
            try await store.vectors.replace(
                Samples.document(path),
                with: [Samples.chunk(0, "shared", [1, 1])],
                model: Samples.model
            )
        }
        try await store.vectors.remove(["退货.md", "not there.md", "a.md"])
        try await store.vectors.remove([])

        #expect(try await store.vectors.fingerprints().keys.sorted() == ["c.md"])
        #expect(try await store.nearest([1, 1]) == ["shared"])
        let cached = try await store.cache.embeddings(for: ["shared"], model: Samples.model)
        #expect(cached["shared"] == Samples.embedding([1, 1]))
    }
}

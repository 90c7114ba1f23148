import RAGCore
import Testing

@Suite("every VectorIndex") struct VectorIndexContractTests {
    @Test("an empty index finds nothing", arguments: StoreUnderTest.Kind.allCases)
    func empty(kind: StoreUnderTest.Kind) async throws {
        #expect(try await StoreUnderTest(kind).nearest([1, 2]).isEmpty)
    }

    @Test("a hit has the whole passage and its place", arguments: StoreUnderTest.Kind.allCases)
    func wholeHit(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let chunks = [Samples.chunk(0, "Refunds 🧾", [0, 1]), Samples.chunk(1, "七天内可以退货。\n👩‍👧 \"'", [3, 4])]
        let document = Samples.document("帮助/退货 🧾.md")
        try await test.store.replace(document, with: chunks)

        let hits = try await test.index(Samples.model).nearest(to: Samples.embedding([1, 0]), limit: 1)
        let hit = try #require(hits.first)
        #expect(hit.chunk == chunks[1].chunk)
        #expect(hit.documentPath == document.path)
        #expect(hit.documentTitle == document.title)
        #expect(hit.documentMetadata == document.metadata)
        #expect(abs(hit.score - 0.6) < 1e-6)
    }

    @Test("scores are those of the nearest chunks", arguments: StoreUnderTest.Kind.allCases)
    func scores(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let chunks = (0..<5).map { Samples.chunk($0, "\($0)", [1, Float($0)]) }
        try await test.store.replace(Samples.document("a"), with: chunks)
        let index = test.index(Samples.model)
        let query = Samples.embedding([3, 4])
        let hits = try await index.nearest(to: query, limit: 3)
        let scores = try await index.scores(nearestTo: query, limit: 3, where: .all)
        #expect(scores == hits.map { VectorHit(chunkID: $0.chunkID, score: $0.score) })
        #expect(try await index.passages(scores.map(\.chunkID), comparedTo: query) == hits)
        #expect(
            try await index.nearest(to: query, limit: 3, atLeast: hits[1].score, where: .all) == Array(hits.prefix(2))
        )
        let foreign = SearchFilter(sources: ["none"])
        #expect(try await index.scores(nearestTo: query, limit: 3, where: foreign).isEmpty)
    }

    @Test(
        "vectors in the opposite direction are found, even if rounding makes the cosine less than -1",
        arguments: StoreUnderTest.Kind.allCases
    )
    func opposite(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let vectors = (1...40).map { number -> [Float] in
            let x = Float(number)
            return [x, 0.1 + Float(number % 7), 1 / x]
        }
        let chunks = vectors.enumerated().map { place, vector in
            Samples.chunk(place, "\(place)", vector.map { -$0 })
        }
        let three = Samples.recipe(Samples.otherModel)
        try await test.store.replace(Samples.document("a"), with: chunks, three)
        for vector in vectors {
            #expect(try await test.nearest(vector, limit: 40, model: Samples.otherModel).count == 40)
        }
    }

    @Test("equal scores are ordered by path, then by ordinal", arguments: StoreUnderTest.Kind.allCases)
    func ties(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        for path in ["c", "b", "退", "a", "d"] {
            // Different texts with the same vector, and one text that is in every document.
            let chunks = [
                Samples.chunk(0, "\(path)0", [0, 2]), Samples.chunk(1, "\(path)1", [2, 0]),
                Samples.chunk(2, "same", [1, 0]), Samples.chunk(3, "\(path)3", [3, 0]),
            ]
            try await test.store.replace(Samples.document(path), with: chunks)
        }
        let all = ["a", "b", "c", "d", "退"].flatMap { ["\($0)1", "same", "\($0)3"] }
        #expect(try await test.nearest([1, 0], limit: 15) == all)
        for limit in 1...14 {
            #expect(try await test.nearest([1, 0], limit: limit) == Array(all.prefix(limit)))
        }
    }

    @Test("no more hits than the limit are found", arguments: StoreUnderTest.Kind.allCases, [-1, 0, 1, 3, 9])
    func limits(kind: StoreUnderTest.Kind, limit: Int) async throws {
        let test = try StoreUnderTest(kind)
        let chunks = (0..<3).map { Samples.chunk($0, "\($0)", [1, Float($0)]) }
        try await test.store.replace(Samples.document("a.md"), with: chunks)
        #expect(try await test.nearest([1, 0], limit: limit) == Array(["0", "1", "2"].prefix(max(limit, 0))))
    }

    @Test(
        "searching with another model than the index's is an error with a hint",
        arguments: StoreUnderTest.Kind.allCases
    )
    func models(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let (two, three) = (Samples.model, Samples.otherModel)
        try await test.store.replace(Samples.document("a"), with: [Samples.chunk(0, "text", [1, 2])])
        try await test.store.store([Samples.hash("only cached"): Samples.embedding([1, 1])], model: two)
        #expect(try await test.nearest([1, 1]) == ["text"])
        let before = await #expect(throws: RAGError.self) { try await test.nearest([1, 1, 1], model: three) }
        #expect(before?.code == .notConfigured)
        #expect(before?.hint?.contains("kefu refresh") == true)

        let chunk = Samples.chunk(0, "text", [1, 2, 3])
        try await test.store.replace(Samples.document("b"), with: [chunk], Samples.recipe(three))
        #expect(try await test.nearest([1, 1, 1], model: three) == ["text"])
        let after = await #expect(throws: RAGError.self) { try await test.nearest([1, 1]) }
        #expect(after?.code == .notConfigured)
    }

    @Test("a query of another dimension is an error with a hint", arguments: StoreUnderTest.Kind.allCases)
    func wrongDimension(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        try await test.store.replace(Samples.document("a"), with: [Samples.chunk(0, "text", [1, 2])])
        let error = await #expect(throws: RAGError.self) { try await test.nearest([1, 2, 3]) }
        #expect(error?.hint?.contains("kefu refresh") == true)
    }

    @Test(
        "the nearest are the same as those of a brute-force search",
        arguments: StoreUnderTest.Kind.allCases,
        [1, 7, 31, 384]
    )
    func bruteForce(kind: StoreUnderTest.Kind, dimensions: Int) async throws {
        let test = try StoreUnderTest(kind)
        let reference = MemoryStore()
        let vectors = Samples.clustered(600, dimensions: dimensions, seed: 1)
        for number in 0..<30 {
            let chunks = (0..<20).map { ordinal in
                let text = "\(number * 20 + ordinal)"
                return Samples.chunk(ordinal, text, vectors[number * 20 + ordinal].components)
            }
            let document = Samples.document("文档/\(number).md")
            try await test.store.replace(document, with: chunks)
            try await reference.replace(document, with: chunks)
        }
        for query in Samples.clustered(20, dimensions: dimensions, seed: 2) {
            let found = try await test.index(Samples.model).nearest(to: query, limit: 12)
            let expected = try await reference.nearest(to: query, limit: 12)
            #expect(found.map(\.chunk.text) == expected.map(\.chunk.text))
            #expect(found.map(\.score) == expected.map(\.score))
        }
    }

    @Test("a filter allows exactly the values that it names", arguments: StoreUnderTest.Kind.allCases)
    func filters(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let documents = [
            ("a", "knowledge-base", ["tags": ["Returns", "VIP"], "audience": ["public"]]),
            ("b", "knowledge-base", ["tags": ["退货"], "audience": ["staff"]]),
            ("c", "网站", ["Tags": ["ＶＩＰ"]]), ("d", "网站", ["x\".y[0]'": ["$"], "tags": []]), ("e", "e", [:]),
        ]
        for (path, source, metadata) in documents {
            let chunks = [Samples.chunk(0, "\(path) 中文", [1, 1]), Samples.chunk(1, "\(path) english text", [1, 1])]
            try await test.store.replace(Samples.document(path, source: source, metadata: metadata), with: chunks)
        }
        func found(_ metadata: [String: Set<String>]) async throws -> [String] {
            try await test.found(where: SearchFilter(metadata: metadata))
        }
        #expect(try await found(["tags": ["returns"]]) == ["a"])
        #expect(try await found(["TAGS": ["vip", "退货"]]) == ["a", "b", "c"])
        #expect(try await found(["tags": ["vip"], "audience": ["Public"]]) == ["a"])
        #expect(try await found(["tags": ["vi"]]).isEmpty)
        #expect(try await found(["tags": ["vi%", "'"]]).isEmpty)
        #expect(try await found(["nothing": ["x"]]).isEmpty)
        #expect(try await found(["x\".y[0]'": ["$"]]) == ["d"])
        #expect(try await found(["tags": []]) == ["a", "b", "c", "d", "e"])
        #expect(try await test.found(where: SearchFilter(sources: ["网站", "e"])) == ["c", "d", "e"])
        #expect(try await test.found(where: SearchFilter(sources: ["网站"], metadata: ["tags": ["vip"]])) == ["c"])
        let english = SearchFilter(languages: [.english], sources: ["e", "网站"])
        #expect(try await test.nearest([1, 1], where: english) == ["c", "d", "e"].map { "\($0) english text" })
        #expect(try await test.nearest([1, 1], where: SearchFilter(languages: [.english, .chinese])).count == 10)
    }

    @Test("a filter follows the tags of documents as they change", arguments: StoreUnderTest.Kind.allCases)
    func filterFollowsChanges(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let vip = SearchFilter(metadata: ["tags": ["vip"]])
        for tags in [["vip"], [], ["vip"]] {
            let document = Samples.document("a", metadata: ["tags": tags])
            try await test.store.replace(document, with: [Samples.chunk(0, "text", [1, 1])])
            for _ in 0..<2 { #expect(try await test.found(where: vip) == (tags.isEmpty ? [] : ["a"])) }
        }
        let current = try #require(try await test.store.generations().current)
        try await test.store.remove(["a"], in: current)
        #expect(try await test.found(where: vip).isEmpty)
    }

    @Test(
        "a filter is applied before the limit, also if several documents share a text",
        arguments: StoreUnderTest.Kind.allCases
    )
    func filterBeforeLimit(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        for number in 0..<30 {
            let document = Samples.document("\(number)", source: number == 29 ? "rare" : "common")
            let chunks = [Samples.chunk(0, "shared", [1, 1]), Samples.chunk(2, "own \(number)", [1, Float(number)])]
            try await test.store.replace(document, with: chunks)
        }
        let rare = SearchFilter(sources: ["rare"])
        #expect(try await test.nearest([1, 1], limit: 1, where: rare) == ["shared"])
        #expect(try await test.nearest([1, 1], limit: 5, where: rare) == ["shared", "own 29"])
    }

    @Test(
        "passages come in the requested order, with scores; those that no longer exist are left out",
        arguments: StoreUnderTest.Kind.allCases
    )
    func passages(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let chunks = (0..<4).map { Samples.chunk($0, "\($0)", [1, Float($0)]) }
        try await test.store.replace(Samples.document("a"), with: chunks)
        try await test.store.replace(Samples.document("b"), with: chunks)
        let index = test.index(Samples.model)
        let query = Samples.embedding([1, 0])
        let all = try await index.nearest(to: query, limit: 8)
        let wanted = [all[6], all[0], all[3]]
        let building = try await test.store.openGeneration(Samples.recipe(chunker: "next"))
        try await test.store.replace(Samples.document("a"), with: chunks, in: building)
        #expect(try await index.passages(wanted.map(\.chunkID), comparedTo: query) == wanted)
        #expect(try await index.passages([], comparedTo: query).isEmpty)
        await #expect(throws: RAGError.self) {
            try await index.passages(wanted.map(\.chunkID), comparedTo: Samples.embedding([1, 0, 0]))
        }
        let current = try #require(try await test.store.generations().current)
        try await test.store.remove(["b"], in: current)
        let left = wanted.filter { $0.documentPath == "a" }
        #expect(try await index.passages(wanted.map(\.chunkID) + [9999, -1], comparedTo: query) == left)
        try await test.store.publish(building)
        #expect(try await index.passages(wanted.map(\.chunkID), comparedTo: query).isEmpty)
    }
}

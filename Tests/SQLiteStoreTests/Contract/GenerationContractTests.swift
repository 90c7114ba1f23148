import RAGCore
import Testing

@Suite("every store of generations") struct GenerationContractTests {
    private let two = Samples.recipe()
    private let three = Samples.recipe(Samples.otherModel)

    @Test("an empty store has no generation and cannot roll back", arguments: StoreUnderTest.Kind.allCases)
    func empty(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        #expect(try await test.store.generations() == Generations())
        let error = await #expect(throws: RAGError.self) { try await test.store.rollBack() }
        #expect(error?.code == .failed)
    }

    @Test("a generation is not searched before it is published", arguments: StoreUnderTest.Kind.allCases)
    func building(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let building = try await test.store.openGeneration(two)
        #expect(building.publishedAt == nil)
        try await test.store.replace(Samples.document("a"), with: [Samples.chunk(0, "a", [1, 1])], in: building)
        #expect(try await test.nearest([1, 1]).isEmpty)
        #expect(try await test.store.generations() == Generations(building: building))
        #expect(try await test.store.openGeneration(two) == building)

        try await test.store.publish(building)
        #expect(try await test.nearest([1, 1]) == ["a"])
        let current = try #require(try await test.store.generations().current)
        #expect(current.id == building.id && current.publishedAt != nil)
        #expect(try await test.store.generations() == Generations(current: current))
        try await test.store.publish(building)
        #expect(try await test.store.generations() == Generations(current: current))
        #expect(try await test.store.openGeneration(two) == current)
    }

    @Test(
        "a new generation is built beside the current one, then replaces it",
        arguments: StoreUnderTest.Kind.allCases
    )
    func beside(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        try await test.store.replace(Samples.document("a"), with: [Samples.chunk(0, "old", [1, 1])])
        let old = try #require(try await test.store.generations().current)
        let new = try await test.store.openGeneration(three)
        #expect(try await test.store.fingerprints(in: new).isEmpty)
        try await test.store.replace(
            Samples.document("a", hash: "2"),
            with: [Samples.chunk(0, "new", [1, 1, 1])],
            in: new
        )
        try await test.store.remove(["b"], in: new)
        try await test.store.move(["a": "z"], in: new)
        #expect(try await test.nearest([1, 1]) == ["old"])
        #expect(try await test.store.fingerprints(in: old).mapValues(\.contentHash) == ["a": "1"])
        #expect(try await test.store.fingerprints(in: new).mapValues(\.contentHash) == ["z": "2"])

        try await test.store.publish(new)
        #expect(try await test.nearest([1, 1, 1], model: Samples.otherModel) == ["new"])
        let kept = try await test.store.generations()
        #expect(kept.current?.id == new.id && kept.previous == old && kept.building == nil)
    }

    @Test(
        "a half-built generation of another recipe is dropped, its embeddings stay",
        arguments: StoreUnderTest.Kind.allCases
    )
    func dropped(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let chunk = Samples.chunk(0, "a", [1, 1])
        for recipe in [two, three] {
            let begun = try await test.store.openGeneration(Samples.recipe(chunker: "chunker/0"))
            try await test.store.replace(Samples.document("a"), with: [chunk], in: begun)
            let next = try await test.store.openGeneration(recipe)
            #expect(next.id != begun.id)
            #expect(try await test.store.generations() == Generations(building: next))
            #expect(try await test.store.fingerprints(in: begun).isEmpty)
            await #expect(throws: RAGError.self) { try await test.store.publish(begun) }
            await #expect(throws: RAGError.self) {
                try await test.store.replace(Samples.document("a"), with: [], in: begun)
            }
            await #expect(throws: RAGError.self) { try await test.store.remove(["a"], in: begun) }
            await #expect(throws: RAGError.self) { try await test.store.move(["a": "b"], in: begun) }
        }
        #expect(try await test.store.known(among: [chunk.indexed.textHash], model: Samples.model).count == 1)
    }

    @Test(
        "returning to the recipe of the current generation drops the half-built one",
        arguments: StoreUnderTest.Kind.allCases
    )
    func abandoned(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        try await test.store.replace(Samples.document("a"), with: [])
        _ = try await test.store.openGeneration(three)
        let current = try await test.store.openGeneration(two)
        #expect(try await test.store.generations() == Generations(current: current))
    }

    @Test(
        "a rollback restores the previous generation, a second one the newer",
        arguments: StoreUnderTest.Kind.allCases
    )
    func rollBack(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        try await test.store.replace(Samples.document("a"), with: [Samples.chunk(0, "old", [1, 1])])
        try await test.store.replace(Samples.document("b"), with: [Samples.chunk(0, "new", [1, 1, 1])], three)
        let before = try await test.store.generations()

        let old = try await test.store.rollBack()
        #expect(old == before.previous)
        #expect(try await test.nearest([1, 1]) == ["old"])
        #expect(
            try await test.store.generations() == Generations(current: old, previous: before.current, withdrawn: three)
        )
        #expect(try await test.store.rollBack() == before.current)
        #expect(try await test.store.generations() == before)
        #expect(try await test.nearest([1, 1, 1], model: Samples.otherModel) == ["new"])
    }

    @Test(
        "publishing another generation keeps the current one as previous and clears the withdrawn recipe",
        arguments: StoreUnderTest.Kind.allCases
    )
    func publishAnother(kind: StoreUnderTest.Kind) async throws {
        let test = try StoreUnderTest(kind)
        let fourth = Samples.recipe(chunker: "chunker/2")
        let first = try await test.store.replace(Samples.document("a"), with: [Samples.chunk(0, "one", [1, 1])])
        let second = try await test.store.replace(
            Samples.document("a"),
            with: [Samples.chunk(0, "two", [1, 1, 1])],
            three
        )
        _ = try await test.store.rollBack()
        let third = try await test.store.replace(
            Samples.document("a"),
            with: [Samples.chunk(0, "three", [1, 1])],
            fourth
        )
        let kept = try await test.store.generations()
        #expect([kept.current?.id, kept.previous?.id] == [third.id, first.id])
        #expect(kept.withdrawn == nil)
        #expect(try await test.nearest([1, 1]) == ["three"])
        await #expect(throws: RAGError.self) { try await test.store.publish(second) }
        #expect(try await test.store.fingerprints(in: second).isEmpty)

        // The previous generation can be published too: a rollback that withdraws nothing.
        try await test.store.publish(first)
        let swapped = try await test.store.generations()
        #expect([swapped.current?.id, swapped.previous?.id] == [first.id, third.id])
        #expect(swapped.withdrawn == nil)
    }
}

import RAGCore
import Testing

@Suite struct RecentEmbeddingsTests {
    /// A cache that counts how often it is asked.
    private actor Shelf: EmbeddingCache {
        private var kept: [TextHash: Embedding] = [:]
        private(set) var asked = 0

        func known(among textHashes: [TextHash], model: EmbeddingModel) -> Set<TextHash> {
            asked += 1
            return Set(textHashes.filter { kept[$0] != nil })
        }

        func embeddings(for textHashes: [TextHash], model: EmbeddingModel) -> [TextHash: Embedding] {
            asked += 1
            return kept.filter { textHashes.contains($0.key) }
        }

        func store(_ embeddings: [TextHash: Embedding], model: EmbeddingModel) { kept.merge(embeddings) { $1 } }
    }

    private let model = EmbeddingModel(name: "m")
    private let vector = Embedding(unitLength: [1])

    @Test("recent embeddings are not requested again; others come from the cache behind it")
    func before() async throws {
        let shelf = Shelf()
        await shelf.store(["old": vector], model: model)
        let recent = RecentEmbeddings(before: shelf)
        for _ in 0..<3 { #expect(try await recent.embeddings(for: ["old"], model: model) == ["old": vector]) }
        #expect(await shelf.asked == 1)
        try await recent.store(["new": vector], model: model)
        #expect(try await recent.embeddings(for: ["old", "new"], model: model).count == 2)
        #expect(await shelf.asked == 1)
        #expect(try await recent.known(among: ["old", "new", "none"], model: model) == ["old", "new"])
        #expect(await shelf.embeddings(for: ["new"], model: model).count == 1)
    }

    @Test("without a cache behind it, it remembers and distinguishes models")
    func alone() async throws {
        let recent = RecentEmbeddings()
        try await recent.store(["a": vector], model: model)
        #expect(try await recent.embeddings(for: ["a", "b"], model: model) == ["a": vector])
        #expect(try await recent.embeddings(for: ["a"], model: EmbeddingModel(name: "other")).isEmpty)
    }
}

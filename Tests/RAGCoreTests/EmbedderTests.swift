import RAGCore
import Testing

@Suite struct EmbedderTests {
    @Test("a model's name includes the requested dimensions")
    func modelName() {
        #expect(EmbeddingModel(name: "text-embedding-3-small").description == "text-embedding-3-small")
        #expect(EmbeddingModel(name: "bge-m3", dimensions: 512).description == "bge-m3/512")
    }

    @Test("one text is embedded as a batch of one, in its role")
    func single() async throws {
        let embedding = try await Fixed(count: 1).embed("退货", as: .query)
        #expect(embedding.components == [1, 0])
    }

    @Test("an embedder that returns nothing is an error of its service")
    func nothing() async {
        let error = await #expect(throws: RAGError.self) { try await Fixed(count: 0).embed("退货", as: .query) }
        #expect(error?.code == .serviceFailed)
    }

    /// Returns `[1, 0]` for every query and `[0, 1]` for every passage.
    private struct Fixed: Embedder {
        let count: Int
        let model = EmbeddingModel(name: "fixed")

        func embed(_ texts: [String], as role: EmbeddingRole) -> [Embedding] {
            Array(repeating: Embedding(unitLength: role == .query ? [1, 0] : [0, 1]), count: count)
        }
    }
}

import Foundation
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct SQLiteStoreSummaryTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(at: folder.index, access: .readWrite)
    }

    @Test("an empty index counts nothing")
    func empty() async throws {
        let summary = try await store.summary()
        #expect(summary.documents == 0 && summary.chunks == 0 && summary.embeddings == 0)
        #expect(summary.languages.isEmpty && summary.models.isEmpty)
        #expect(summary.lastRefresh == nil)
        #expect(summary.bytesOnDisk > 0)
    }

    @Test("documents, chunks, embeddings, languages, models and generations are counted")
    func counts() async throws {
        let chunks = [Samples.chunk(0, "同", [1, 2]), Samples.chunk(1, "same", [1, 3])]
        try await store.replace(Samples.document("a"), with: chunks)
        try await store.replace(Samples.document("b"), with: [chunks[0]])
        let building = try await store.openGeneration(Samples.recipe(Samples.otherModel))
        try await store.replace(Samples.document("a"), with: [Samples.chunk(0, "同", [1, 2, 3])], in: building)
        try await store.store([Samples.hash("only cached"): Samples.embedding([1, 2, 3])], model: Samples.otherModel)
        let date = Date(timeIntervalSince1970: 1_790_000_000)
        try await store.recordRefresh(at: Date(timeIntervalSince1970: 1))
        try await store.recordRefresh(at: date)

        let summary = try await store.summary()
        let kept = try await store.generations()
        #expect(summary.documents == 2 && summary.chunks == 3)
        // Two passages and a question; of the other model, a passage and an unused embedding.
        #expect(summary.embeddings == 5 && summary.unusedEmbeddings == 1)
        #expect(summary.languages == [.init(language: .chinese, documents: 2, chunks: 3)])
        #expect(
            summary.models == [
                .init(model: Samples.model, width: 2, embeddings: 3),
                .init(model: Samples.otherModel, width: 3, embeddings: 2),
            ]
        )
        #expect(
            summary.generations == [
                .init(state: .current, generation: try #require(kept.current), documents: 2, chunks: 3),
                .init(state: .building, generation: building, documents: 1, chunks: 1),
            ]
        )
        #expect(summary.withdrawn == nil)
        #expect(summary.lastRefresh == date)

        try await store.publish(building)
        _ = try await store.rollBack()
        let after = try await store.summary()
        #expect(after.documents == 2)
        #expect(after.generations.map(\.state) == [.current, .previous])
        #expect(after.withdrawn == Samples.recipe(Samples.otherModel))
    }

    @Test("without a published generation, only the one being built is counted")
    func building() async throws {
        let generation = try await store.openGeneration(Samples.recipe())
        try await store.replace(Samples.document("a"), with: [], in: generation)
        let summary = try await store.summary()
        #expect(summary.documents == 0 && summary.languages.isEmpty)
        #expect(summary.generations == [.init(state: .building, generation: generation, documents: 1, chunks: 0)])
    }
}

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

    @Test("documents, chunks, embeddings, languages and models are counted")
    func counts() async throws {
        let chunks = [Samples.chunk(0, "同", [1, 2]), Samples.chunk(1, "same", [1, 3])]
        try await store.replace(Samples.document("a"), with: chunks, model: Samples.model)
        try await store.replace(Samples.document("b"), with: [chunks[0]], model: Samples.model)
        try await store.store(["question": Samples.embedding([1, 2, 3])], model: Samples.otherModel)
        let date = Date(timeIntervalSince1970: 1_790_000_000)
        try await store.recordRefresh(at: Date(timeIntervalSince1970: 1))
        try await store.recordRefresh(at: date)

        let summary = try await store.summary()
        #expect(summary.documents == 2 && summary.chunks == 3)
        #expect(summary.embeddings == 3 && summary.unusedEmbeddings == 1)
        #expect(summary.languages == [.init(language: .chinese, documents: 2, chunks: 3)])
        #expect(
            summary.models == [
                .init(model: Samples.model, width: 2, documents: 2, embeddings: 2),
                .init(model: Samples.otherModel, width: 3, documents: 0, embeddings: 1),
            ]
        )
        #expect(summary.lastRefresh == date)
    }

    @Test("embeddings that no chunk uses are dropped once they are old, and no others")
    func prune() async throws {
        let chunks = [Samples.chunk(0, "stays", [1, 2]), Samples.chunk(1, "goes", [1, 3])]
        try await store.replace(Samples.document("a"), with: chunks, model: Samples.model)
        try await store.replace(Samples.document("a"), with: [chunks[0]], model: Samples.model)
        try await store.store(
            Dictionary(uniqueKeysWithValues: (0..<2500).map { ("\($0)", Samples.embedding([1, Float($0)])) }),
            model: Samples.model
        )
        #expect(try await store.pruneEmbeddings(unusedSince: .now - 3600) == 0)
        #expect(try await store.pruneEmbeddings(unusedSince: .now + 3600) == 2501)
        #expect(
            try await store.embeddings(for: ["stays", "goes", "7"], model: Samples.model).keys.sorted() == ["stays"]
        )
    }
}

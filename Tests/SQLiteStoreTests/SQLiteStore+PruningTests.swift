import Foundation
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct SQLiteStorePruningTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore
    private let hashes = ["stays", "goes", "query 多久可以退货?", "7"].map(Samples.hash)

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(at: folder.index, access: .readWrite)
    }

    @Test("old unused embeddings are deleted, and no others")
    func prune() async throws {
        let chunks = [Samples.chunk(1, "stays", [1, 2]), Samples.chunk(0, "goes", [1, 3])]
        try await store.replace(Samples.document("a"), with: chunks)
        try await store.replace(Samples.document("a"), with: [chunks[0]])
        let others = (0..<2500).map { (Samples.hash("\($0)"), Samples.embedding([1, Float($0)])) }
        try await store.store(Dictionary(uniqueKeysWithValues: others), model: Samples.model)
        #expect(try await store.pruneEmbeddings(unusedSince: .now - 3600) == 0)
        #expect(try await store.pruneEmbeddings(unusedSince: .now + 3600) == 2501)
        #expect(try await store.known(among: hashes, model: Samples.model) == [hashes[0], hashes[2]])
        #expect(try await store.isSound())
    }

    @Test("embeddings that any generation uses are kept until the last of them is dropped, those of questions too")
    func generations() async throws {
        try await store.replace(Samples.document("a"), with: [Samples.chunk(0, "goes", [1, 3])])
        let second = Samples.recipe(chunker: "chunker/2")
        try await store.replace(Samples.document("a"), with: [Samples.chunk(1, "stays", [1, 2])], second)
        #expect(try await store.pruneEmbeddings(unusedSince: .distantFuture) == 0)
        let third = try await store.openGeneration(Samples.recipe(chunker: "chunker/3"))
        try await store.replace(Samples.document("a"), with: [Samples.chunk(0, "7", [2, 1])], in: third)
        #expect(try await store.pruneEmbeddings(unusedSince: .distantFuture) == 0)
        try await store.publish(third)
        #expect(try await store.pruneEmbeddings(unusedSince: .distantFuture) == 1)
        #expect(try await store.known(among: hashes, model: Samples.model) == [hashes[0], hashes[2], hashes[3]])
    }

    @Test("an embedding that was used again counts as newly unused when it is released")
    func reused() async throws {
        let chunk = Samples.chunk(0, "goes", [1, 3])
        try await store.replace(Samples.document("a"), with: [chunk])
        try await store.remove(["a"])
        try await store.pruneEmbeddings(unusedSince: .distantPast)
        try await store.write { try $0.execute(sql: "UPDATE unusedEmbeddings SET since = 1000") }
        try await store.replace(Samples.document("a"), with: [chunk])
        try await store.pruneEmbeddings(unusedSince: .now - 3600)
        try await store.remove(["a"])
        #expect(try await store.pruneEmbeddings(unusedSince: .now - 3600) == 0)
        #expect(try await store.known(among: hashes, model: Samples.model) == [hashes[1]])
    }
}

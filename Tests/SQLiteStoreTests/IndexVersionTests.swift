import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct IndexVersionTests {
    @Test("every change of what a search can find changes the version, and nothing else does")
    func changes() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        let reader = try SQLiteStore(at: folder.index, access: .readOnly)
        #expect(try await reader.version() == nil)
        let chunk = Samples.chunk(0, "a", [1, 2])
        let current = try await store.replace(Samples.document("a"), with: [chunk])
        var last = try #require(try await reader.version())
        #expect(last.generation == current.id)

        func expectChange(_ isExpected: Bool, _ change: () async throws -> Void) async throws {
            try await change()
            let version = try #require(try await reader.version())
            #expect((version != last) == isExpected)
            last = version
        }
        try await expectChange(true) { try await store.replace(Samples.document("b"), with: [chunk], in: current) }
        try await expectChange(true) { try await store.move(["b": "c"], in: current) }
        try await expectChange(true) { try await store.remove(["c"], in: current) }
        try await expectChange(false) { try await store.replace([], in: current) }
        try await expectChange(false) { try await store.move([:], in: current) }
        try await expectChange(false) { try await store.remove([], in: current) }
        try await expectChange(true) {
            try await store.store([chunk.indexed.textHash: Samples.embedding([2, 1])], model: Samples.model)
        }
        try await expectChange(false) {
            try await store.store([chunk.indexed.textHash: Samples.embedding([2, 1])], model: Samples.model)
        }
        try await expectChange(false) {
            try await store.store([Samples.hash("new"): Samples.embedding([2, 1])], model: Samples.model)
        }
        try await expectChange(false) { try await store.pruneEmbeddings(unusedSince: .distantFuture) }
        try await expectChange(false) { try await store.recordRefresh(at: .now) }
        try await expectChange(false) { try await store.publish(current) }
        try await expectChange(true) {
            try await store.replace(Samples.document("a"), with: [], Samples.recipe(chunker: "chunker/2"))
        }
        try await expectChange(true) { _ = try await store.rollBack() }
        #expect(last.generation == current.id)
    }
}

extension SQLiteStore {
    /// The version of the current generation of the samples' model.
    fileprivate func version() async throws -> IndexVersion? {
        try await withSnapshot(for: Samples.model) { $0.version }
    }
}

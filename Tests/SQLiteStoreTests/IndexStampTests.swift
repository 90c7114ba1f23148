import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct IndexStampTests {
    @Test("every change of what is found changes the stamp, and nothing else does")
    func changes() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        let reader = try SQLiteStore(at: folder.index, access: .readOnly)
        #expect(try await reader.stamp() == nil)
        let chunk = Samples.chunk(0, "a", [1, 2])
        let current = try await store.replace(Samples.document("a"), with: [chunk])
        var last = try #require(try await reader.stamp())
        #expect(last.generation == current.id)

        func expectChange(_ isExpected: Bool, _ change: () async throws -> Void) async throws {
            try await change()
            let stamp = try #require(try await reader.stamp())
            #expect((stamp != last) == isExpected)
            last = stamp
        }
        try await expectChange(true) { try await store.replace(Samples.document("b"), with: [chunk], in: current) }
        try await expectChange(true) { try await store.move(["b": "c"], in: current) }
        try await expectChange(true) { try await store.remove(["c"], in: current) }
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
    /// The stamp of what answers with the samples' model.
    fileprivate func stamp() async throws -> IndexStamp? {
        try await withState(of: Samples.model) { $0.stamp }
    }
}

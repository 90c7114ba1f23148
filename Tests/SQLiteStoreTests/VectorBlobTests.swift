import Foundation
import GRDB
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct VectorBlobTests {
    @Test("components are stored as little-endian 32-bit floats")
    func layout() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        try await store.store([Samples.hash("a"): Embedding(unitLength: [1, -2])], model: Samples.model)
        let blob = try await store.read { try Data.fetchOne($0, sql: "SELECT vector FROM embeddings") }
        #expect(blob == Data([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]))
        #expect(blob.flatMap(VectorBlob.decode)?.components == [1, -2])
    }

    @Test("a BLOB with half a component is not a vector")
    func broken() {
        #expect(VectorBlob.decode(Data([0, 0, 0x80])) == nil)
    }
}

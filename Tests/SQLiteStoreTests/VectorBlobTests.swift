import Foundation
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct VectorBlobTests {
    @Test("components lie as little-endian floats of 32 bits")
    func layout() {
        let blob = VectorBlob.encode(Embedding(unitLength: [1, -2]))
        #expect(blob == Data([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]))
        #expect(VectorBlob.decode(blob)?.components == [1, -2])
    }

    @Test("half a component is no vector")
    func broken() {
        #expect(VectorBlob.decode(Data([0, 0, 0x80])) == nil)
    }
}

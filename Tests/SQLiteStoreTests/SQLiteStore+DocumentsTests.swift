import Foundation
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct SQLiteStoreDocumentsTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(at: folder.index, access: .readWrite)
    }

    @Test("documents and chunks come back unchanged and in order")
    func roundTrip() async throws {
        let chunks = [Samples.chunk(0, "退货", [1, 2]), Samples.chunk(1, "refund 💸", [2, 1])]
        for path in ["b.md", "退货.md", "a/z.md"] {
            try await store.replace(Samples.document(path), with: chunks)
        }
        #expect(try await store.documents() == ["a/z.md", "b.md", "退货.md"].map { Samples.document($0) })
        #expect(try await store.chunks(of: "退货.md") == chunks.map(\.chunk))
        #expect(try await store.chunks(of: "not there.md").isEmpty)
    }

    @Test("the text after a NUL character is kept")
    func nul() async throws {
        let chunk = Samples.chunk(0, "before\0after", [1, 2])
        try await store.replace(Samples.document("a", title: "x\0y"), with: [chunk])
        #expect(try await store.chunks(of: "a").map(\.text) == ["before\u{FFFD}after"])
        #expect(try await store.documents().map(\.title) == ["x\u{FFFD}y"])
    }

    @Test("a chunk ID is never reused")
    func numbers() async throws {
        var seen: Set<Int64> = []
        for text in ["一", "二", "三"] {
            try await store.replace(Samples.document("a"), with: [Samples.chunk(0, text, [1])])
            let hits = try await store.index(for: Samples.model).nearest(to: Samples.embedding([1]), limit: 1)
            seen.formUnion(hits.map(\.chunkID))
            try await store.remove(["a"])
        }
        #expect(seen.count == 3)
    }

    @Test("vectors of two lengths for one model are refused, and the document is not written")
    func mixedWidths() async throws {
        let mixed = [Samples.chunk(0, "a", [1, 2]), Samples.chunk(1, "b", [1, 2, 3])]
        await #expect(throws: RAGError.self) {
            try await store.replace(Samples.document("a"), with: mixed)
        }
        try await store.store([Samples.hash("x"): Samples.embedding([1, 2])], model: Samples.model)
        let error = await #expect(throws: RAGError.self) {
            try await store.replace(Samples.document("a"), with: [mixed[1]])
        }
        #expect(error?.message.contains("3 dimensions") == true)
        #expect(try await store.documents().isEmpty)
    }

    @Test("two chunks with one ordinal are refused, and the old document is kept")
    func twice() async throws {
        let chunk = Samples.chunk(0, "old", [1])
        try await store.replace(Samples.document("a"), with: [chunk])
        await #expect(throws: RAGError.self) {
            try await store.replace(Samples.document("a", hash: "2"), with: [chunk, chunk])
        }
        #expect(try await store.chunks(of: "a") == [chunk.chunk])
        #expect(try await store.fingerprints()["a"]?.contentHash == "1")
    }

    @Test("a key that is not a hash is refused")
    func malformedHash() async throws {
        for hash in ["", "a", String(repeating: "g", count: 64), String(repeating: "A", count: 64), "退货"] {
            await #expect(throws: RAGError.self) {
                try await store.store([hash: Samples.embedding([1])], model: Samples.model)
            }
        }
    }
}

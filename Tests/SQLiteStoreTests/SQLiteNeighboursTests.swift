import GRDB
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct SQLiteNeighboursTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(at: folder.index, access: .readWrite)
    }

    /// Returns the five chunks of a document.
    private func chunks(_ name: String) -> [EmbeddedChunk] {
        (0..<5).map { Samples.chunk($0, "\(name)\($0)", [1, Float($0)]) }
    }

    /// Returns the IDs of the current generation's chunks, by text.
    private func numbers() async throws -> [String: Int64] {
        let hits = try await store.index(for: Samples.model).nearest(to: Samples.embedding([1, 1]), limit: 100)
        return Dictionary(uniqueKeysWithValues: hits.map { ($0.chunk.text, $0.chunkID) })
    }

    private func texts(of text: String, within reach: Int) async throws -> [String] {
        let id = try #require(try await numbers()[text])
        return try await store.neighbours.neighbours(of: [id], within: reach)[id]?.map(\.text) ?? []
    }

    @Test("the chunks before and after are found in order, within the document only")
    func near() async throws {
        try await store.replace(Samples.document("a"), with: chunks("甲"))
        try await store.replace(Samples.document("b"), with: chunks("b"))
        #expect(try await texts(of: "甲2", within: 1) == ["甲1", "甲3"])
        #expect(try await texts(of: "甲0", within: 2) == ["甲1", "甲2"])
        #expect(try await texts(of: "b4", within: 99) == ["b0", "b1", "b2", "b3"])
        #expect(try await texts(of: "b4", within: 0).isEmpty)
    }

    @Test("neighbours are whole chunks, and several requests are answered together")
    func whole() async throws {
        try await store.replace(Samples.document("a"), with: chunks("甲"))
        let ids = try await numbers()
        let (first, last) = (try #require(ids["甲0"]), try #require(ids["甲4"]))
        let near = try await store.neighbours.neighbours(of: [last, first, last, 9_999], within: 1)
        #expect(near[first] == [chunks("甲")[1].chunk])
        #expect(near[last] == [chunks("甲")[3].chunk])
        #expect(near[9_999] == nil)
        #expect(try await store.neighbours.neighbours(of: [], within: 3).isEmpty)
    }

    @Test("a chunk that was replaced or belongs to another generation has no neighbours")
    func gone() async throws {
        try await store.replace(Samples.document("a"), with: chunks("old"), Samples.recipe(chunker: "0"))
        let old = try #require(try await numbers()["old1"])
        try await store.replace(Samples.document("a"), with: chunks("new"))
        #expect(try await store.neighbours.neighbours(of: [old], within: 1).isEmpty)
        let replaced = try #require(try await numbers()["new1"])
        try await store.replace(Samples.document("a"), with: Array(chunks("newer").prefix(1)))
        #expect(try await store.neighbours.neighbours(of: [replaced], within: 1).isEmpty)
    }

    @Test("an empty index has no neighbours")
    func empty() async throws {
        #expect(try await store.neighbours.neighbours(of: [1], within: 1).isEmpty)
    }
}

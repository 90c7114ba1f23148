import RAGCore
import Testing
import VectorFile

@testable import SQLiteStore

@Suite("stored questions") struct StoredQuestionTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore
    private let index: MappedIndex

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(at: folder.index, access: .readWrite)
        index = MappedIndex(of: store.questions, model: Samples.model, folder: folder.url.appending(path: "questions"))
    }

    @Test("a passage is found by the question that it answers; prose is not found")
    func found() async throws {
        // Every second chunk answers a question, whose vector is the first axis.
        let chunks = [Samples.chunk(0, "prose", [1, 0]), Samples.chunk(1, "answer", [0, 1])]
        try await store.replace(Samples.document("a"), with: chunks)
        let hits = try await index.nearest(to: Samples.embedding([3, 4]), limit: 9)
        #expect(hits.map(\.chunk.text) == ["answer"])
        #expect(abs(try #require(hits.first).score - 0.6) < 1e-6)
        #expect(try await index.passages(hits.map(\.chunkID), comparedTo: Samples.embedding([3, 4])) == hits)
        let other = SearchFilter(sources: ["other"])
        #expect(try await index.scores(nearestTo: Samples.embedding([3, 4]), limit: 9, where: other).isEmpty)
    }

    @Test("without stored questions nothing is found")
    func none() async throws {
        try await store.replace(Samples.document("a"), with: [Samples.chunk(0, "prose", [1, 0])])
        #expect(try await index.scores(nearestTo: Samples.embedding([1, 0]), limit: 9, where: .all).isEmpty)
        #expect(try await index.scores(nearestTo: Samples.embedding([1, 0]), limit: 9, where: .all).isEmpty)
    }

    @Test("changes of stored questions are seen; cached passages of older versions are not used")
    func follows() async throws {
        let query = Samples.embedding([1, 0])
        func texts() async throws -> [String] { try await index.nearest(to: query, limit: 9).map(\.chunk.text) }
        let generation = try await store.replace(Samples.document("a"), with: [Samples.chunk(1, "old", [0, 1])])
        #expect(try await texts() == ["old"])
        try await store.replace(Samples.document("a"), with: [Samples.chunk(1, "new", [0, 1])], in: generation)
        #expect(try await texts() == ["new"])
        try await store.move(["a": "b"], in: generation)
        #expect(try await index.nearest(to: query, limit: 9).map(\.documentPath) == ["b"])
        try await store.remove(["b"], in: generation)
        #expect(try await texts().isEmpty)
    }
}

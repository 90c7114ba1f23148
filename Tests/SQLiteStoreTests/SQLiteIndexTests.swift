import GRDB
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct SQLiteIndexTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(at: folder.index, access: .readWrite)
    }

    @Test("a vector that the filter excludes, or that only another generation has, is not read")
    func excluded() async throws {
        try await store.replace(
            Samples.document("x"),
            with: [Samples.chunk(0, "previous", [1, 1])],
            Samples.recipe(chunker: "0")
        )
        try await store.replace(Samples.document("a", source: "a"), with: [Samples.chunk(0, "中文", [1, 2])])
        try await store.replace(Samples.document("b", source: "b"), with: [Samples.chunk(0, "英文", [2, 1])])
        let english = [Samples.chunk(0, "english", [1, 1])]
        try await store.replace(Samples.document("c", source: "a", metadata: ["tags": ["c"]]), with: english)
        // Reading a vector of another length is an error.
        func cut(_ text: String) async throws {
            let key = try TextKey(Samples.hash(text)).data
            try await store.write {
                try $0.execute(sql: "UPDATE embeddings SET vector = X'00000000' WHERE textHash = ?", arguments: [key])
            }
        }
        let index = store.index(for: Samples.model)
        func found(_ filter: SearchFilter) async throws -> [String] {
            try await index.nearest(to: Samples.embedding([1, 0]), limit: 9, where: filter).map(\.documentPath)
        }
        try await cut("previous")
        #expect(try await found(.all) == ["b", "c", "a"])
        try await cut("英文")
        #expect(try await found(SearchFilter(sources: ["a"])) == ["c", "a"])
        try await cut("中文")
        #expect(try await found(SearchFilter(languages: [.english])) == ["c"])
        #expect(try await found(SearchFilter(metadata: ["tags": ["C"]])) == ["c"])
        let error = await #expect(throws: RAGError.self) { try await found(.all) }
        #expect(error?.message.contains("is damaged") == true)
    }

    @Test("the plan of a search is to read one index in order and then the embeddings in theirs")
    func plan() async throws {
        let plan = try await store.read { db in
            let sql = "EXPLAIN QUERY PLAN " + SQLiteIndex.scanSQL(SearchCondition(.all, generation: 1))
            return try Row.fetchAll(db, sql: sql, arguments: ["generation": 1]).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("SCAN chunks USING COVERING INDEX chunksByEmbedding") })
        #expect(plan.contains { $0.contains("SEARCH embeddings USING INTEGER PRIMARY KEY") })
        #expect(!plan.contains { $0.contains("TEMP B-TREE") })
    }
}

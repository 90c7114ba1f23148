import GRDB
import RAGCore
import Testing
import VectorFile

@testable import SQLiteStore

@Suite struct SQLiteSnapshotTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(at: folder.index, access: .readWrite)
    }

    @Test("a vector that the filter excludes or that only another generation uses is not read")
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
        // Without a file, each vector is read from the database.
        let index = MappedIndex(of: store, model: Samples.model, folder: folder.index.appending(path: "vectors"))
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

    @Test("the IDs of the embeddings come from a scan of one index, without reading the table")
    func plan() async throws {
        let plan = try await store.read { db in
            let sql = "EXPLAIN QUERY PLAN " + SQLiteSnapshot.idsSQL(SearchCondition(.all, generation: 1), .passage)
            return try Row.fetchAll(db, sql: sql, arguments: ["generation": 1]).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("SCAN chunks USING COVERING INDEX chunksByEmbedding") })
        #expect(!plan.contains { $0.contains("TEMP B-TREE") })
    }

    @Test(
        "the chunks of the nearest embeddings are looked up by index, however few documents there are",
        arguments: [VectorColumn.passage, .question]
    )
    func lookUp(column: VectorColumn) async throws {
        let plan = try await store.read { db in
            let sql = "EXPLAIN QUERY PLAN " + SQLiteSnapshot.placesSQL(SearchCondition(.all, generation: 1), column)
            let arguments: StatementArguments = ["generation": 1, "embeddings": "[1, 2]"]
            return try Row.fetchAll(db, sql: sql, arguments: arguments).map { $0["detail"] as String }
        }
        #expect(plan.first?.contains("SEARCH chunks USING INDEX \(column.index.name)") == true)
        #expect(plan.contains { $0.contains("SEARCH documents USING INTEGER PRIMARY KEY") })
    }

    @Test("vectors are read in the requested order, and one that does not exist is an error")
    func readVectors() async throws {
        try await store.replace(
            Samples.document("x"),
            with: [Samples.chunk(0, "a", [1, 2]), Samples.chunk(2, "b", [2, 1])]
        )
        let ids = try await store.embeddingIDs()
        #expect(try await store.vectorIDs(reading: ids.reversed()) == ids.reversed())
        let error = await #expect(throws: RAGError.self) { try await store.vectorIDs(reading: ids + [-1]) }
        #expect(error?.message.contains("is damaged") == true)
    }

    @Test("an embedding that is replaced gets another ID, in every chunk that uses it")
    func renumbered() async throws {
        let chunks = [Samples.chunk(0, "a", [1, 2]), Samples.chunk(1, "b", [2, 1])]
        try await store.replace(Samples.document("x"), with: chunks)
        try await store.replace(Samples.document("y"), with: chunks)
        let before = try await store.embeddingIDs()
        try await store.store([chunks[0].indexed.textHash: Samples.embedding([1, 3])], model: Samples.model)
        let after = try await store.embeddingIDs()
        #expect(after.count == 2 && Set(after).intersection(before).count == 1)
        let hits = try await store.index(for: Samples.model).nearest(to: Samples.embedding([1, 3]), limit: 9)
        #expect(hits.map(\.chunk.text) == ["a", "a", "b", "b"])
        #expect(hits[0].score > 0.9999)
        #expect(try await store.isSound())
    }

    @Test("a rebuilt index gives its embeddings other IDs")
    func otherNumbers() async throws {
        let chunks = [Samples.chunk(0, "a", [1, 2])]
        try await store.replace(Samples.document("x"), with: chunks)
        let second = try TemporaryFolder()
        let other = try SQLiteStore(at: second.index, access: .readWrite)
        try await other.replace(Samples.document("x"), with: chunks)
        let numbers = try await store.embeddingIDs()
        #expect(numbers.count == 1)
        #expect(try await other.embeddingIDs() != numbers)
    }
}

extension SQLiteStore {
    fileprivate func embeddingIDs() async throws -> [Int64] {
        try await withSnapshot(for: Samples.model) { try $0.embeddingIDs(where: .all) } ?? []
    }

    /// Reads vectors from a snapshot and returns the IDs that come with them.
    fileprivate func vectorIDs(reading embeddingIDs: [Int64]) async throws -> [Int64] {
        let found = try await withSnapshot(for: Samples.model) { snapshot in
            var found: [Int64] = []
            try snapshot.readVectors(embeddingIDs) { id, _ in found.append(id) }
            return found
        }
        return found ?? []
    }
}

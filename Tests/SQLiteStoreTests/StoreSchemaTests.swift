import Foundation
import GRDB
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct StoreSchemaTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("an index of the first version opens with its documents and embeddings, and can be searched")
    func firstVersion() async throws {
        try makeFirstVersion()
        #expect(throws: RAGError.self) { try SQLiteStore(at: folder.index, access: .readOnly) }
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        #expect(try await store.isSound())

        let kept = try await store.generations()
        let current = try #require(kept.current)
        #expect(kept == Generations(current: current))
        #expect(current.recipe == GenerationRecipe(model: Samples.model, chunker: "chunker/1 256+32"))
        #expect(current.publishedAt == Date(timeIntervalSince1970: 1_790_000_000.5))
        #expect(try await store.openGeneration(current.recipe) == current)
        #expect(
            try await store.fingerprints() == [
                "a.md": DocumentFingerprint(contentHash: "a", recipe: "markdown/2"),
                "退货.csv": DocumentFingerprint(contentHash: "退", recipe: "table/1"),
            ]
        )
        #expect(try await store.documents().map(\.metadata) == [["tags": ["x", "y"]], ["audience": ["all \"1\""]]])
        #expect(Set(try await store.documents().map(\.source)) == [Document.mainSource])

        let hits = try await store.index(for: Samples.model).nearest(to: Samples.embedding([1, 0]), limit: 3)
        #expect(hits.map(\.documentPath) == ["a.md", "退货.csv"])
        #expect(hits.map(\.chunk.text) == ["one", "二"])
        #expect(try await store.keywords.matching("one", limit: 5, where: .all).map(\.chunkID) == [11])
        #expect(hits.first?.chunkID == 11)
        let tagged = SearchFilter(metadata: ["Tags": ["X"]])
        #expect(try await store.keywords.matching("one", limit: 5, where: tagged).map(\.chunkID) == [11])
        let other = SearchFilter(metadata: ["tags": ["z"]])
        #expect(try await store.keywords.matching("one", limit: 5, where: other).isEmpty)
        let hashes = ["one", "二", "other", "nobody's"].map(Samples.hash)
        #expect(try await store.known(among: hashes, model: Samples.model) == [hashes[0], hashes[1], hashes[3]])
        #expect(try await store.known(among: hashes, model: Samples.otherModel) == [hashes[2]])
        #expect(try await store.pruneEmbeddings(unusedSince: .distantFuture) == 2)
        #expect(try await store.summary().lastRefresh == Date(timeIntervalSince1970: 1_790_000_000.5))
        try await store.remove(["a.md", "退货.csv"])
        #expect(try await store.keywords.matching("one 二", limit: 5, where: .all).isEmpty)
    }

    @Test("an empty index of the first version has no generation")
    func emptyFirstVersion() async throws {
        try make { _ in }
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        #expect(try await store.generations() == Generations())
    }

    @Test("an index whose words were cut by an older tokenizer is indexed again when it is opened for writing")
    func wordsOfNames() async throws {
        try makeFirstVersion()
        var configuration = Configuration()
        configuration.prepareDatabase { try StoreSchema.prepare($0, for: .readWrite) }
        let queue = try DatabaseQueue(path: folder.index.path, configuration: configuration)
        try StoreSchema.migrator.migrate(queue, upTo: "labels")
        try await queue.write { db in
            let table = try KeywordTable(
                generationID: #require(try Int64.fetchOne(db, sql: "SELECT id FROM generations"))
            )
            try db.execute(sql: "UPDATE chunks SET text = 'maxPageCount' WHERE id = 11")
            // An older tokenizer made one word of the name.
            try db.execute(sql: "INSERT INTO \(table.name) (\(table.name)) VALUES ('delete-all')")
            try db.execute(
                sql: "INSERT INTO \(table.name) (rowid, title, heading, text) VALUES (11, 'A', '', 'maxpagecount')"
            )
        }
        try queue.close()
        #expect(throws: RAGError.self) { try SQLiteStore(at: folder.index, access: .readOnly) }

        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        for question in ["page count", "maxPageCount", "max_page_count"] {
            #expect(try await store.keywords.matching(question, limit: 5, where: .all).map(\.chunkID) == [11])
        }
        #expect(try await store.isSound())
        try await store.remove(["a.md"])
        #expect(try await store.keywords.matching("maxPageCount", limit: 5, where: .all).isEmpty)
        #expect(try await store.keywords.matching("二", limit: 5, where: .all).map(\.chunkID) == [12])
    }

    @Test("an index from before the search for functions opens when it is written to, and finds programs as text")
    func beforeCode() async throws {
        try makeFirstVersion()
        var configuration = Configuration()
        configuration.prepareDatabase { try StoreSchema.prepare($0, for: .readWrite) }
        let queue = try DatabaseQueue(path: folder.index.path, configuration: configuration)
        try StoreSchema.migrator.migrate(queue, upTo: "words of names")
        try queue.close()
        #expect(throws: RAGError.self) { try SQLiteStore(at: folder.index, access: .readOnly) }
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        #expect(try await store.chunks().map(\.chunk.code) == [nil, nil])
        #expect(try await store.keywords.matching("one", limit: 5, where: .all).map(\.chunkID) == [11])
        #expect(try await store.codeWords.matching("one", limit: 5, where: .all).isEmpty)
        #expect(try await store.isSound())
    }

    private func make(_ fill: (Database) throws -> Void) throws {
        try FileManager.default.createDirectory(
            at: folder.index.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        let queue = try DatabaseQueue(path: folder.index.path)
        try StoreSchema.migrator.migrate(queue, upTo: "documents, chunks, embeddings")
        try queue.write(fill)
        try queue.close()
    }

    /// Writes three documents, one of them of another model, and one unused embedding.
    private func makeFirstVersion() throws {
        try make { db in
            try db.execute(
                sql: """
                    INSERT INTO models VALUES (1, 'sample', 0, 2), (2, 'sample', 3, 3);
                    INSERT INTO documents VALUES
                        (5, 'a.md', 'A', 'en', 'a', 'markdown/2 chunker/1 256+32', 3, '{"tags":["x","y"]}', 1),
                        (6, '退货.csv', '退', 'zh', '退', 'table/1 chunker/1 256+32', 3, '{"audience":"all \\"1\\""}', 1),
                        (7, 'other', 'O', NULL, 'o', 'markdown/2 chunker/1 256+32', 3, '{}', 2);
                    INSERT INTO facts VALUES ('lastRefresh', '1790000000.5');
                    """
            )
            let rows: [(Int64, String, [Float], Int64, Int64)] = [
                (21, "one", [1, 1], 1, 5), (22, "二", [0, 1], 1, 6), (23, "other", [1, 1, 1], 2, 7),
                (24, "nobody's", [1, 0], 1, 0),
            ]
            for (id, text, vector, model, document) in rows {
                try db.execute(
                    sql: "INSERT INTO embeddings VALUES (?, ?, ?, 100, ?)",
                    arguments: [
                        id, model, Samples.hash(text),
                        Samples.embedding(vector).components.withUnsafeBytes { Data($0) },
                    ]
                )
                guard document > 0 else { continue }
                try db.execute(
                    sql: "INSERT INTO chunks VALUES (?, ?, 0, ?, ?, '[\"标题\"]', 0, 3, 1, 1, 'en', 'Why?')",
                    arguments: [id - 10, document, id, text]
                )
            }
        }
    }
}

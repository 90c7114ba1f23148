import Foundation
import GRDB
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct CodeRowsTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(at: folder.index, access: .readWrite)
    }

    /// Stores a program with a function, its continuation and the code before it.
    private func putProgram(_ path: String, function: String = "refundOrder()") async throws {
        let parts: [([String], String, CodePart)] = [
            (["Shop"], "/// Everything about parcels.\nclass Shop {", .other),
            (["Shop", function], "/// Gives money back.\nfunc \(function) {", .function),
            (["Shop", function], "let voucher = 1 }", .continuation),
        ]
        let chunks = parts.enumerated().map { ordinal, part in
            Chunk(
                ordinal: ordinal,
                text: part.1,
                headingPath: part.0,
                range: ordinal..<ordinal + 1,
                lines: 1...1,
                language: .english,
                code: part.2
            )
        }
        try await store.replace(
            Samples.document(path, title: "Shop"),
            with: chunks.map { chunk in
                EmbeddedChunk(
                    indexed: IndexedChunk(chunk: chunk, textHash: Samples.hash(chunk.text), questionHash: nil),
                    embedding: Samples.embedding([1, Float(chunk.ordinal)]),
                    questionEmbedding: nil
                )
            }
        )
    }

    private func found(_ question: String, in index: any KeywordIndex, where filter: SearchFilter = .all) async throws
        -> [String]
    {
        let hits = try await index.matching(question, limit: 10, where: filter)
        let passages = try await store.index(for: Samples.model).passages(
            hits.map(\.chunkID),
            comparedTo: Samples.embedding([1, 2])
        )
        return passages.map { "\($0.documentPath) \($0.chunk.ordinal)" }
    }

    @Test(
        "a function is found by its name, its comments and the code of any of its parts",
        arguments: ["refund order", "money", "voucher"]
    )
    func fields(question: String) async throws {
        try await putProgram("web/Shop.swift")
        try await store.replace(
            Samples.document("a.md"),
            with: [Samples.chunk(0, "refund order money voucher", [1, 2])]
        )
        #expect(try await found(question, in: store.codeWords) == ["web/Shop.swift 1"])
        #expect(try await found(question, in: store.keywords) == ["a.md 0"])
        #expect(try await Set(found("shop", in: store.codeWords)) == ["web/Shop.swift 0", "web/Shop.swift 1"])
        #expect(try await found("parcels", in: store.keywords).isEmpty)
        let other = SearchFilter(sources: ["other"])
        #expect(try await found(question, in: store.codeWords, where: other).isEmpty)
    }

    @Test("a name weighs more than a comment, and a comment more than code")
    func weights() async throws {
        try await putProgram("a.swift", function: "voucher()")
        try await putProgram("b.swift", function: "money()")
        try await putProgram("c.swift", function: "other()")
        #expect(try await found("voucher", in: store.codeWords).first == "a.swift 1")
        #expect(try await found("money", in: store.codeWords).first == "b.swift 1")
        let scores = try await store.codeWords.matching("money", limit: 5, where: .all).map(\.score)
        #expect(scores.count == 3 && scores[0] > scores[1])
    }

    @Test("a moved program is found as before; a changed or removed one leaves no word behind")
    func follows() async throws {
        try await putProgram("web/Shop.swift")
        try await store.move(["web/Shop.swift": "mail/Shop.swift"], in: #require(await store.generations().current))
        #expect(try await found("refund", in: store.codeWords) == ["mail/Shop.swift 1"])
        try await checkTable(rows: 2)
        try await putProgram("mail/Shop.swift", function: "deliver()")
        #expect(try await found("refund", in: store.codeWords).isEmpty)
        #expect(try await found("deliver", in: store.codeWords) == ["mail/Shop.swift 1"])
        try await putProgram("a.swift")
        try await store.move(["a.swift": "mail/Shop.swift"], in: #require(await store.generations().current))
        #expect(try await found("deliver", in: store.codeWords).isEmpty)
        try await checkTable(rows: 2)
        try await store.remove(["mail/Shop.swift"])
        #expect(try await found("refund", in: store.codeWords).isEmpty)
        try await checkTable(rows: 0)
    }

    @Test("the role of a chunk is stored with it, and its cosine comes with its role")
    func roles() async throws {
        try await putProgram("a.swift")
        #expect(try await store.chunks(of: "a.swift").map(\.code) == [.other, .function, .continuation])
        let scores = try await store.index(for: Samples.model).scores(
            nearestTo: Samples.embedding([1, 2]),
            limit: 3,
            where: .all
        )
        #expect(scores.map(\.code) == [.continuation, .function, .other])
    }

    /// Checks that the table is sound and has `rows` rows.
    private func checkTable(rows: Int) async throws {
        try await store.pool.write { db in
            let id = try #require(try Int64.fetchOne(db, sql: "SELECT id FROM generations") as Int64?)
            let table = CodeTable(generationID: id).name
            try db.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('integrity-check')")
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)_docsize") == rows)
        }
    }
}

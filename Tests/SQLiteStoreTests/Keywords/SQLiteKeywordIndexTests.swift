import Foundation
import GRDB
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct SQLiteKeywordIndexTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(at: folder.index, access: .readWrite)
    }

    @Test(
        "a chunk is found by any form of a word in its text",
        arguments: ["退款", "怎么退款", "退款吗", "款", "Refunds", "refunding?", "E1042", "e-1042", "1042", "ＷＰＡ２", "cafe", "發票"]
    )
    func finds(question: String) async throws {
        try await put("a.md", "全额退款 and a refund for error E-1042. WPA2 at the café, 开发票")
        try await put("b.md", "别的事 something else")
        #expect(try await found(question) == ["a.md"])
    }

    @Test("title, heading and stored question are searched too; title and headings weigh more than text")
    func columns() async throws {
        try await put("text.md", "物流 is mentioned here among many other words", title: "x")
        try await put("title.md", "nothing of that kind among many other words", title: "物流")
        #expect(try await found("物流") == ["title.md", "text.md"])
        #expect(try await Set(found("七天")) == ["text.md", "title.md"])
        try await store.replace(
            Samples.document("question.md", title: "x"),
            with: [Samples.chunk(0, "yes", [1, 2]), Samples.chunk(1, "seven days", [1, 2])]
        )
        #expect(try await store.keywords.matching("多久", limit: 10, where: .all).count == 1)
    }

    @Test("score and coverage grow with the weight of the question's words in a chunk")
    func scores() async throws {
        try await put("both.md", "退款 运费")
        try await put("one.md", "退款 政策")
        for number in 0..<10 { try await put("\(number).md", "其他 事情 \(number)") }
        let hits = try await store.keywords.matching("退款 运费", limit: 10, where: .all)
        #expect(try await paths(hits) == ["both.md", "one.md"])
        #expect(hits.map(\.coverage).first == 1)
        #expect(try #require(hits.last).coverage < 0.5 && hits[1].coverage > 0)
        #expect(hits[0].score > hits[1].score && hits[1].score > 0)
        let unknown = try await store.keywords.matching("退款 运费 zebra", limit: 10, where: .all)
        #expect(try #require(unknown.first).coverage < 0.8)
        #expect(try await store.keywords.matching("zebra", limit: 10, where: .all).isEmpty)
        #expect(try await store.keywords.matching("退款", limit: 1, where: .all).count == 1)
        #expect(try await store.keywords.matching("退款", limit: 0, where: .all).isEmpty)
    }

    @Test(
        "nothing in a question is query syntax",
        arguments: [
            "\"", "\"\"", "AND", "OR NOT", "退款 AND", "NEAR(a b)", "NEAR/3", "title:退款", "{title text}: x", "^退款", "退*",
            "*", "(", "))",
            "-退款", "+", "'; DROP TABLE chunks; --", "a\0b", "\0", "\u{1}\"x", "\u{1}", "退款\u{FFFE}", ":", "\\", "%_?",
            "💥",
        ]
    )
    func injection(question: String) async throws {
        try await put("a.md", "退款 and near or not title x drop table chunks a b")
        let alone = try await found(question)
        #expect(alone == ["a.md"] || alone.isEmpty)
        #expect(try await found(question + " 退款") == ["a.md"])
        #expect(try await store.isSound())
    }

    @Test("a changed document is found by its new words only, a moved one by the same as before")
    func follows() async throws {
        try await put("a.md", "旧词 oldword", title: "旧题")
        try await put("a.md", "新词 newword", title: "新题")
        #expect(try await found("旧词 oldword 旧题").isEmpty)
        #expect(try await found("newword") == ["a.md"])
        #expect(try await found("新题") == ["a.md"])
        try await put("b.md", "另词")
        let current = try #require(try await store.generations().current)
        try await store.move(["a.md": "b.md"], in: current)
        #expect(try await found("newword") == ["b.md"])
        #expect(try await found("另词").isEmpty)
        try await store.remove(["b.md", "none.md"])
        #expect(try await found("newword").isEmpty)
        try await checkTables()
    }

    @Test("only the current generation is searched, before and after a change of generation")
    func generations() async throws {
        try await put("a.md", "旧代 common")
        let next = try await store.openGeneration(Samples.recipe(chunker: "chunker/2"))
        try await store.replace(Samples.document("a.md"), with: [Samples.chunk(0, "新代 common", [1, 2])], in: next)
        #expect(try await found("旧代") == ["a.md"])
        #expect(try await found("新代").isEmpty)
        try await store.publish(next)
        #expect(try await found("新代") == ["a.md"])
        #expect(try await found("旧代").isEmpty)
        _ = try await store.rollBack()
        #expect(try await found("旧代") == ["a.md"])
        #expect(try await found("新代").isEmpty)
        _ = try await store.openGeneration(Samples.recipe(chunker: "chunker/3"))
        let last = try await store.openGeneration(Samples.recipe(chunker: "chunker/4"))
        try await store.publish(last)
        #expect(try await found("旧代").isEmpty)
        try await checkTables()
    }

    @Test("chunks that a filter does not allow are not found")
    func filters() async throws {
        try await put("zh.md", "退款 政策")
        try await put("en.md", "退款 is Chinese for refund, of course")
        #expect(try await Set(found("退款")) == ["zh.md", "en.md"])
        #expect(try await found("退款", where: SearchFilter(languages: [.chinese])) == ["zh.md"])
        #expect(try await found("退款", where: SearchFilter(sources: ["web"])).isEmpty)
        #expect(try await found("退款", where: SearchFilter(metadata: ["标签": ["退款"]])).count == 2)
        #expect(try await found("退款", where: SearchFilter(metadata: ["标签": ["x"]])).isEmpty)
        try await put("later.md", "退款 也在这里")
        #expect(try await Set(found("退款", where: SearchFilter(languages: [.chinese]))) == ["zh.md", "later.md"])
    }

    @Test("a transaction that fails does not change the words")
    func failure() async throws {
        try await put("a.md", "旧词")
        let current = try #require(try await store.generations().current)
        let stranger = Samples.chunk(0, "新词 that was never embedded", [1, 2]).indexed
        await #expect(throws: RAGError.self) {
            try await store.replace(
                [IndexedDocument(document: Samples.document("a.md"), chunks: [stranger])],
                in: current
            )
        }
        #expect(try await found("旧词") == ["a.md"])
        #expect(try await found("新词").isEmpty)
        try await checkTables()
    }

    @Test("a second connection and a read-only one see what the first has written")
    func connections() async throws {
        try await put("a.md", "退款")
        let reader = try SQLiteStore(at: folder.index, access: .readOnly)
        #expect(try await reader.keywords.matching("退款", limit: 5, where: .all).count == 1)
        let writer = try SQLiteStore(at: folder.index, access: .readWrite)
        try await writer.replace(Samples.document("b.md"), with: [Samples.chunk(0, "全额退款", [1, 2])])
        #expect(try await reader.keywords.matching("退款", limit: 5, where: .all).count == 2)
    }

    @Test("a text of a megabyte and one without words are indexed and removed again")
    func sizes() async throws {
        try await put("big.md", String(repeating: "退款政策 and refunds, E-1042; ", count: 25_000))
        try await put("empty.md", "\0\u{FFFF} ——")
        #expect(try await found("E-1042") == ["big.md"])
        try await store.remove(["big.md", "empty.md"])
        #expect(try await found("E-1042").isEmpty)
        try await checkTables()
    }

    @Test("a word in thousands of chunks does not count, unless all words are like that")
    func commonWords() async throws {
        let generation = try await store.openGeneration(Samples.recipe())
        let chunks = (0..<2500).map { Samples.chunk($0, $0 == 2400 ? "常见 罕见" : "常见 \($0)", [1, 2]) }
        try await store.replace(Samples.document("a.md", title: "x"), with: chunks, in: generation)
        try await store.publish(generation)
        let rare = try await store.keywords.matching("常见 罕见", limit: 3000, where: .all)
        #expect(rare.count == 1 && rare.first?.coverage == 1)
        #expect(try await store.keywords.matching("常见", limit: 3000, where: .all).count == 2500)
    }

    private func put(_ path: String, _ text: String, title: String = "t") async throws {
        try await store.replace(Samples.document(path, title: title), with: [Samples.chunk(0, text, [1, 2])])
    }

    private func found(_ question: String, where filter: SearchFilter = .all) async throws -> [String] {
        try await paths(store.keywords.matching(question, limit: 10, where: filter))
    }

    private func paths(_ hits: [KeywordHit]) async throws -> [String] {
        let index = store.index(for: Samples.model)
        return try await index.passages(hits.map(\.chunkID), comparedTo: Samples.embedding([1, 2])).map(\.documentPath)
    }

    /// Checks that each generation has one table, which is sound and has exactly its chunks, and that there is no
    /// other.
    private func checkTables() async throws {
        try await store.pool.write { db in
            let generations = try Int64.fetchSet(db, sql: "SELECT id FROM generations")
            let tables = try String.fetchSet(
                db,
                sql: "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE keywords%'"
            )
            #expect(tables == Set(generations.map { KeywordTable(generationID: $0).name }))
            for id in generations {
                let table = KeywordTable(generationID: id).name
                try db.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('integrity-check')")
                let rows = try Int64.fetchSet(db, sql: "SELECT id FROM \(table)_docsize")
                let chunks = try Int64.fetchSet(
                    db,
                    sql:
                        "SELECT chunks.id FROM chunks JOIN documents ON documents.id = documentID WHERE generationID = ?",
                    arguments: [id]
                )
                #expect(rows == chunks)
            }
        }
    }
}

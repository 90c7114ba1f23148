import Foundation
import GRDB
import RAGCore
import Synchronization
import Testing

@testable import SQLiteStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct CrashTests {
    /// The moment at which a process is killed.
    enum Moment: String, CaseIterable, Codable {
        case halfway, beforeCommit, afterCommit
    }

    /// The operation that is interrupted; each is one transaction.
    enum Operation: String, CaseIterable, Codable {
        case replace, move, remove, publish, rollBack
    }

    @Test(
        "kill -9 leaves the state before or after an operation, never one in between",
        arguments: Operation.allCases,
        Moment.allCases
    )
    func kill(operation: Operation, moment: Moment) async throws {
        let folder = try TemporaryFolder()
        try await Self.prepare(folder.index)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = folder.index.path as String, operation = operation as Operation, moment = moment as Moment] in
            let store = try SQLiteStore(at: URL(filePath: path), access: .readWrite)
            if moment != .afterCommit { try await store.killAfter(rows: moment == .halfway ? 1 : .max) }
            try await CrashTests.perform(operation, store)
            raise(SIGKILL)
        }

        let undisturbed = try TemporaryFolder()
        try await Self.prepare(undisturbed.index)
        let other = try SQLiteStore(at: undisturbed.index, access: .readWrite)
        if moment == .afterCommit { try await Self.perform(operation, other) }
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        #expect(try await store.isSound())
        #expect(try await store.everything() == other.everything())
    }

    @Test("kill -9 at any row leaves a sound index with whole documents", arguments: 0..<12)
    func killAnywhere(seed: UInt64) async throws {
        let folder = try TemporaryFolder()
        try await Self.prepare(folder.index)
        var random = SplitMix(state: seed)
        let rows = Int.random(in: 1...1500, using: &random)
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.index.path as String, rows = rows as Int] in
            let store = try SQLiteStore(at: URL(filePath: path), access: .readWrite)
            try await store.killAfter(rows: rows, beforeCommits: false)
            for round in 0... {
                try await store.withWriterTurn {
                    let recipe = Samples.recipe(chunker: "chunker/\(round)")
                    let generation = try await store.openGeneration(recipe)
                    for name in ["a", "b", "c"] {
                        try await CrashTests.put(name, chunks: round % 7 * 10, generation, store)
                    }
                    try await store.move(["a": "b", "b": "a"], in: generation)
                    try await store.remove(["c"], in: generation)
                    try await store.publish(generation)
                    if round % 3 == 0 { _ = try await store.rollBack() }
                    try await store.pruneEmbeddings(unusedSince: .distantFuture)
                }
            }
        }
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        #expect(try await store.isSound())
        for document in try await store.documents() {
            #expect(try await store.chunks(of: document.path).count == Int(document.contentHash))
        }
        // The kernel released the lock, and writing continues.
        try await store.withWriterTurn {
            let generation = try await store.openGeneration(Samples.recipe(chunker: "next"))
            try await Self.put("a", chunks: 3, generation, store)
            try await store.publish(generation)
        }
        #expect(try await store.documents().count == 1)
    }

    @Test("two processes that write at the same time both succeed")
    func twoProcesses() async throws {
        let folder = try TemporaryFolder()
        async let child: Void = {
            await #expect(processExitsWith: .success) { [path = folder.index.path as String] in
                try await CrashTests.write(50, "child", URL(filePath: path))
            }
        }()
        try await CrashTests.write(50, "parent", folder.index)
        await child
        let store = try SQLiteStore(at: folder.index, access: .readOnly)
        #expect(try await store.documents().count == 100)
        #expect(try await store.isSound())
    }

    fileprivate static func write(_ count: Int, _ name: String, _ file: URL) async throws {
        let store = try SQLiteStore(at: file, access: .readWrite)
        for number in 0..<count {
            let chunks = [Samples.chunk(0, "\(name) \(number)", [1, 2]), Samples.chunk(1, "shared", [2, 1])]
            try await store.replace(Samples.document("\(name) \(number)"), with: chunks)
        }
    }

    /// Writes a current, a previous and a half-built generation with two documents each.
    fileprivate static func prepare(_ file: URL) async throws {
        let store = try SQLiteStore(at: file, access: .readWrite)
        for number in 1...3 {
            let generation = try await store.openGeneration(Samples.recipe(chunker: "chunker/\(number)"))
            for name in ["a", "b"] { try await put(name, chunks: 20 * number, generation, store) }
            if number < 3 { try await store.publish(generation) }
        }
        // The embeddings that `replace` needs.
        let embeddings = (0..<200).map { (Samples.hash("a \($0)"), Samples.embedding([1, Float($0)])) }
        try await store.store(Dictionary(uniqueKeysWithValues: embeddings), model: Samples.model)
        try store.close()
    }

    fileprivate static func put(_ name: String, chunks: Int, _ generation: Generation, _ store: SQLiteStore)
        async throws
    {
        let chunks = (0..<chunks).map { Samples.chunk($0, "\(name) \($0)", [1, Float($0)]) }
        try await store.replace(Samples.document(name, hash: "\(chunks.count)"), with: chunks, in: generation)
    }

    fileprivate static func perform(_ operation: Operation, _ store: SQLiteStore) async throws {
        let kept = try await store.generations()
        guard let current = kept.current, let building = kept.building else { return }
        switch operation {
        case .replace:
            let chunks = (0..<200).map { Samples.chunk($0 * 2, "a \($0)", [1, Float($0)]).indexed }
            let document = Samples.document("a", hash: "200")
            try await store.replace([IndexedDocument(document: document, chunks: chunks)], in: current)
        case .move: try await store.move(["a": "b", "b": "a"], in: current)
        case .remove: try await store.remove(["a", "b"], in: current)
        case .publish: try await store.publish(building)
        case .rollBack: _ = try await store.rollBack()
        }
    }
}

extension SQLiteStore {
    /// Kills this process after that many rows of documents, chunks, embeddings and generations were written or
    /// removed, or else at the next commit.
    fileprivate func killAfter(rows: Int, beforeCommits: Bool = true) async throws {
        let left = Mutex(rows)
        let function = DatabaseFunction("countRow", argumentCount: 0) { _ in
            left.withLock { left in
                left -= 1
                if left == 0 { raise(SIGKILL) }
            }
            return nil
        }
        try await write { db in
            db.add(function: function)
            for table in ["generations", "documents", "chunks", "embeddings"] {
                for verb in ["INSERT", "UPDATE", "DELETE"] {
                    try db.execute(
                        sql: """
                            CREATE TEMP TRIGGER "\(verb) \(table)" AFTER \(verb) ON main.\(table)
                            BEGIN SELECT countRow(); END
                            """
                    )
                }
            }
        }
        if beforeCommits { pool.add(transactionObserver: Killer(), extent: .databaseLifetime) }
    }

    /// Returns all rows of the index, except times, IDs of embeddings (which come in no fixed order) and revisions
    /// (which are random).
    fileprivate func everything() async throws -> [String] {
        try await read { db in
            try [
                "SELECT id, state, chunker, publishedAt IS NULL FROM generations",
                "SELECT id, generationID, path, contentHash FROM documents",
                """
                SELECT chunks.id, documentID, ordinal, text, hex(passage.textHash), hex(question.textHash) FROM chunks
                JOIN embeddings AS passage ON passage.id = embeddingID
                LEFT JOIN embeddings AS question ON question.id = questionEmbeddingID
                """,
                "SELECT name, value FROM facts", "SELECT hex(textHash), hex(vector) FROM embeddings",
            ].flatMap { try Row.fetchAll(db, sql: $0).map(\.description).sorted() }
        }
    }
}

/// An observer that kills its process at the next commit.
private final class Killer: TransactionObserver {
    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseWillCommit() { raise(SIGKILL) }
    func databaseDidCommit(_ db: Database) {}
    func databaseDidRollback(_ db: Database) {}
}

import Foundation
import GRDB
import RAGCore
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
    /// Where a process is killed.
    enum Moment: String, CaseIterable, Codable {
        case halfway, beforeCommit, afterCommit
    }

    @Test("kill -9 leaves a document as it was before or after, never in between", arguments: Moment.allCases)
    func kill(moment: Moment) async throws {
        let folder = try TemporaryFolder()
        let old = [Samples.chunk(0, "旧", [1, 2]), Samples.chunk(1, "old", [2, 1])]
        do {
            let store = try SQLiteStore(at: folder.index, access: .readWrite)
            try await store.replace(Samples.document("a"), with: old, model: Samples.model)
        }
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = folder.index.path as String, moment = moment as Moment] in
            let store = try SQLiteStore(at: URL(filePath: path), access: .readWrite)
            let new = (0..<200).map { Samples.chunk($0, "新 \($0)", [1, Float($0)]) }
            if moment != .afterCommit {
                // SQLite asks this of every row that is written.
                try await store.write { db in
                    let killer = Killer(rows: moment == .halfway ? 100 : .max)
                    db.add(transactionObserver: killer, extent: .databaseLifetime)
                }
            }
            try await store.replace(Samples.document("a", hash: "2"), with: new, model: Samples.model)
            raise(SIGKILL)
        }

        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        #expect(try await store.isSound())
        let isNew = moment == .afterCommit
        #expect(try await store.fingerprints()["a"]?.contentHash == (isNew ? "2" : "1"))
        #expect(try await store.chunks(of: "a").count == (isNew ? 200 : 2))
        #expect(try await store.summary().embeddings == (isNew ? 202 : 2))
    }

    @Test("two processes that write at once both succeed")
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
            try await store.replace(Samples.document("\(name) \(number)"), with: chunks, model: Samples.model)
        }
    }

    /// Kills its process after so many written rows, or else at the commit.
    private final class Killer: TransactionObserver {
        private var rows: Int

        init(rows: Int) { self.rows = rows }

        func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }

        func databaseDidChange(with event: DatabaseEvent) {
            rows -= 1
            if rows == 0 { raise(SIGKILL) }
        }

        func databaseWillCommit() { raise(SIGKILL) }
        func databaseDidCommit(_ db: Database) {}
        func databaseDidRollback(_ db: Database) {}
    }
}

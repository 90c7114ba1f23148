import Foundation
import GRDB
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct StoreFailureTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("a full disk is an error with a message; finished work is kept, and the index is sound")
    func full() async throws {
        var settings = StoreSettings()
        settings.maximumPages = 60
        let store = try SQLiteStore(at: folder.index, access: .readWrite, settings: settings)
        let vectors = Samples.clustered(20, dimensions: 384, seed: 5)
        var finished: [String] = []
        let error = await #expect(throws: RAGError.self) {
            for number in 0..<100 {
                let chunks = vectors.enumerated().map { Samples.chunk($0, "\(number)/\($0)", $1.components) }
                let document = Samples.document("\(number).md")
                try await store.replace(document, with: chunks)
                finished.append(document.path)
            }
        }
        #expect(error?.message.contains("disk is full") == true)
        #expect(error?.hint?.contains("Free some space") == true)
        #expect(!finished.isEmpty)
        #expect(Set(try await store.fingerprints().keys) == Set(finished))
        #expect(try await store.isSound())

        // After space is freed, the next run succeeds.
        try await store.remove([finished[0]])
        try await store.pruneEmbeddings(unusedSince: .distantFuture)
        try await store.replace(Samples.document("next.md"), with: [])
    }

    @Test("a writer that waits too long for another gets an error, and readers do not wait")
    func busy() async throws {
        let other = try SQLiteStore(at: folder.index, access: .readWrite)
        try await other.replace(Samples.document("a"), with: [Samples.chunk(0, "a", [1])])
        var settings = StoreSettings()
        settings.busyTimeout = 0.05
        let store = try SQLiteStore(at: folder.index, access: .readWrite, settings: settings)
        let error = try await whileWriting(other) { () async throws -> RAGError? in
            #expect(try await store.documents().count == 1)
            #expect(try await SQLiteStore(at: folder.index, access: .readOnly).documents().count == 1)
            return await #expect(throws: RAGError.self) { try await store.remove(["a"]) }
        }
        #expect(error?.message.contains("locked") == true)
        try await store.remove(["a"])
        #expect(try await other.documents().isEmpty)
    }

    @Test("a store that is opened for reading refuses to write")
    func readOnly() async throws {
        try SQLiteStore(at: folder.index, access: .readWrite).close()
        let store = try SQLiteStore(at: folder.index, access: .readOnly)
        await #expect(throws: RAGError.self) { try await store.recordRefresh(at: .now) }
    }

    @Test("a search in a cancelled task ends as a cancellation")
    func cancelled() async throws {
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        try await store.replace(Samples.document("a"), with: [Samples.chunk(0, "a", [1])])
        let search = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await store.index(for: Samples.model).nearest(to: Samples.embedding([1]), limit: 1)
        }
        await #expect(throws: CancellationError.self) { try await search.value }
        #expect(
            StoreFailure(file: folder.index, busyTimeout: 1)
                .explain(DatabaseError(resultCode: .SQLITE_INTERRUPT)) is CancellationError
        )
    }

    @Test("damage at any byte of the file causes nothing worse than a RAGError", arguments: 0..<40)
    func damagedAnywhere(seed: UInt64) async throws {
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        let chunks = (0..<30).map { Samples.chunk($0, "文 \($0)", [1, Float($0)]) }
        try await store.replace(Samples.document("a.md"), with: chunks)
        try store.close()
        var random = SplitMix(state: seed)
        let file = try FileHandle(forUpdating: folder.index)
        let size = try file.seekToEnd()
        for _ in 0..<20 {
            try file.seek(toOffset: UInt64.random(in: 100..<size, using: &random))
            try file.write(contentsOf: Data([UInt8.random(in: 0...255, using: &random)]))
        }
        try file.close()
        do {
            let store = try SQLiteStore(at: folder.index, access: .readOnly)
            _ = try await store.index(for: Samples.model).nearest(to: Samples.embedding([1, 1]), limit: 30)
            _ = try await (store.documents(), store.chunks(of: "a.md"), store.fingerprints(), store.summary())
        } catch {
            #expect(error is RAGError)
        }
    }

    @Test("a RAGError and a cancellation are not changed")
    func passes() {
        let failure = StoreFailure(file: folder.index, busyTimeout: 1)
        #expect(failure.explain(CancellationError()) is CancellationError)
        #expect((failure.explain(RAGError(.timedOut, "x")) as? RAGError)?.code == .timedOut)
    }

    @Test(
        "every SQLite error code becomes a message that names the file",
        arguments: [
            ResultCode.SQLITE_FULL, .SQLITE_READONLY, .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_BUSY, .SQLITE_LOCKED,
            .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_IOERR_SHMSIZE, .SQLITE_CONSTRAINT, .SQLITE_ERROR, .SQLITE_NOMEM,
        ]
    )
    func sentences(code: ResultCode) throws {
        let failure = StoreFailure(file: folder.index, busyTimeout: 1)
        let error = try #require(failure.explain(DatabaseError(resultCode: code)) as? RAGError)
        #expect(error.code == .failed)
        #expect(error.message.contains(folder.index.path))
        #expect(error.cause is DatabaseError)
    }

    /// Runs `body` while a transaction of `store` is open.
    private func whileWriting<Value: Sendable>(
        _ store: SQLiteStore,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (begun, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let writing: Void = store.write { db in
            try db.execute(sql: "UPDATE documents SET title = 'half'")
            begun.signal()
            mayEnd.wait()
        }
        await withCheckedContinuation { done in
            DispatchQueue.global().async {
                begun.wait()
                done.resume()
            }
        }
        let result = await Result(catching: body)
        mayEnd.signal()
        try await writing
        return try result.get()
    }
}

extension Result where Failure == any Error {
    fileprivate init(catching body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

extension SQLiteStore {
    /// Whether SQLite finds the file sound, and every reference leads somewhere.
    func isSound() async throws -> Bool {
        try await read { db in
            let report = try String.fetchAll(db, sql: "PRAGMA integrity_check")
            return try report == ["ok"] && Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty
        }
    }
}

import Foundation
import RAGCore
import Testing

@testable import LocalEngine

@Suite("File locks")
struct FileLockTests {
    @Test("shared locks go together, an exclusive one alone, and dropping frees")
    func kinds() async throws {
        try await withWorkbench { bench in
            let path = bench.cache.appending(path: "lock").path
            #expect(FileLock.isFree(.exclusive, path))
            guard let one = try FileLock(.shared, path), let two = try FileLock(.shared, path) else {
                Issue.record("two shared locks go together")
                return
            }
            #expect(FileLock.isFree(.shared, path))
            _ = consume one
            #expect(!FileLock.isFree(.exclusive, path))
            _ = consume two
            guard let alone = try FileLock(.exclusive, path) else {
                Issue.record("both were dropped")
                return
            }
            #expect(!FileLock.isFree(.shared, path))
            let third = try await FileLock.wait(.shared, path, seconds: 0.05)
            let isFree = third != nil
            #expect(!isFree)
            _ = consume alone
            #expect(FileLock.isFree(.exclusive, path))
        }
    }

    @Test("a lock that cannot be opened is a clear error")
    func unopened() {
        #expect(throws: RAGError.self) { _ = try FileLock(.shared, "/nowhere/lock") }
    }
}

import Foundation
import OperatingSystem
import Testing

@Suite("File locks")
struct FileLockTests {
    @Test("shared locks go together, an exclusive one alone, and dropping frees")
    func kinds() async throws {
        try await withLockFile { path in
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

    @Test("who holds a lock is read by those who find it taken, the last holder's name alone")
    func note() async throws {
        try await withLockFile { path in
            #expect(FileLock.note(in: path) == nil)
            guard let lock = try FileLock(.exclusive, path) else {
                Issue.record("nobody holds it")
                return
            }
            #expect(FileLock.note(in: path) == nil)
            lock.note("process 4711, a long name")
            lock.note("进程 12")
            #expect(FileLock.note(in: path) == "进程 12")
        }
    }

    @Test("a lock that cannot be opened is a clear error")
    func unopened() {
        let error = #expect(throws: SystemError.self) { _ = try FileLock(.shared, "/nowhere/lock") }
        #expect(error?.call == "open")
        #expect(error?.code == ENOENT)
    }

    private func withLockFile(_ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "kefu lock \(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path)
    }
}

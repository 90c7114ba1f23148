import Foundation
import OperatingSystem
import Testing

@Suite("File locks")
struct FileLockTests {
    @Test("shared locks go together, an exclusive lock excludes all, and dropping releases")
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

    @Test("a note replaces the last one and can be read by others")
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

    @Test("a lock file that cannot be opened is an error")
    func unopened() {
        let error = #expect(throws: SystemError.self) { _ = try FileLock(.shared, "/nowhere/lock") }
        #expect(error?.call == "open")
        #expect(error?.code == ENOENT)
    }

    @Test("a blocking lock waits for the others to go, and then excludes them")
    func blocking() async throws {
        try await withLockFile { path in
            guard let held = try FileLock(.shared, path) else {
                Issue.record("nobody holds it")
                return
            }
            let waiting = Task.detached {
                let lock = try FileLock(blocking: .exclusive, path)
                return (FileLock.note(in: path), FileLock.isFree(.shared, path), _ = consume lock)
            }
            held.note("first")
            _ = consume held
            let (note, isFree, _) = try await waiting.value
            #expect(note == "first", "it was not taken while another held it")
            #expect(!isFree)
        }
    }

    @Test("two blocking shared locks go together")
    func blockingShared() async throws {
        try await withLockFile { path in
            let one = try FileLock(blocking: .shared, path)
            let two = try FileLock(blocking: .shared, path)
            #expect(!FileLock.isFree(.exclusive, path))
            _ = consume one
            _ = consume two
        }
    }

    @Test("a lock that becomes free while it is waited for is taken")
    func waiting() async throws {
        try await withLockFile { path in
            guard let held = try FileLock(.exclusive, path) else {
                Issue.record("nobody holds it")
                return
            }
            let waiting = Task { try await FileLock.wait(.exclusive, path, seconds: 60) != nil }
            _ = consume held
            #expect(try await waiting.value)
        }
    }

    @Test("touching sets the file's time to now, and a file that is not there has none")
    func touching() async throws {
        try await withLockFile { path in
            #expect(FileLock.touched(path) == nil)
            guard let lock = try FileLock(.shared, path) else {
                Issue.record("nobody holds it")
                return
            }
            let old = Date(timeIntervalSince1970: 1_700_000_000.5)
            try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
            #expect(abs(try #require(FileLock.touched(path)).timeIntervalSince(old)) < 0.001)
            let before = Date()
            lock.touch()
            #expect(try #require(FileLock.touched(path)).timeIntervalSince(before) > -0.1)
        }
    }

    @Test("the lock file is its owner's alone")
    func mode() async throws {
        try await withLockFile { path in
            let lock = try FileLock(.exclusive, path)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            _ = lock
        }
    }

    private func withLockFile(_ body: (String) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "kefu lock \(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        try await body(file.path)
    }
}

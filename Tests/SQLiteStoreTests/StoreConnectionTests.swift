import Foundation
import GRDB
import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct StoreConnectionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("folder and files are created for this user only")
    func rights() async throws {
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        try await store.recordRefresh(at: .now)
        func rights(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try rights(folder.index.deletingLastPathComponent().path) == 0o700)
        for suffix in ["", "-wal", "-shm"] { #expect(try rights(folder.index.path + suffix) == 0o600) }
    }

    @Test("reading a missing index is an error with a hint, and creates no file")
    func missing() throws {
        let error = #expect(throws: RAGError.self) { try SQLiteStore(at: folder.index, access: .readOnly) }
        #expect(error?.code == .notConfigured)
        #expect(error?.hint?.contains("kefu refresh") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test("an index that this user may not read is not called missing", .enabled(if: geteuid() != 0, "root may all"))
    func unreadable() throws {
        try SQLiteStore(at: folder.index, access: .readWrite).close()
        let parent = folder.index.deletingLastPathComponent().path
        chmod(parent, 0)
        defer { chmod(parent, 0o700) }
        let error = #expect(throws: RAGError.self) { try SQLiteStore(at: folder.index, access: .readOnly) }
        #expect(error?.code == .failed)
        #expect(error?.message.contains("may not be read") == true)
    }

    @Test("an empty file left by a killed process counts as missing, and is filled by a writer")
    func emptyFile() async throws {
        try make(contents: Data())
        let error = #expect(throws: RAGError.self) { try SQLiteStore(at: folder.index, access: .readOnly) }
        #expect(error?.code == .notConfigured)
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        #expect(try await store.documents().isEmpty)
    }

    @Test("a file that is no database is refused and not changed", arguments: [StoreAccess.readOnly, .readWrite])
    func noDatabase(access: StoreAccess) throws {
        let contents = Data(String(repeating: "不是数据库 ", count: 1000).utf8)
        try make(contents: contents)
        let error = #expect(throws: RAGError.self) { try SQLiteStore(at: folder.index, access: access) }
        #expect(error?.message.contains("is not an index of kefu") == true)
        #expect(error?.hint != nil)
        #expect(try Data(contentsOf: folder.index) == contents)
    }

    @Test("damage is an error with a message, not a crash", arguments: [StoreAccess.readOnly, .readWrite])
    func damaged(access: StoreAccess) async throws {
        try await fill(documents: 40)
        let handle = try FileHandle(forUpdating: folder.index)
        let size = Int(try handle.seekToEnd())
        for page in 1..<(size / StoreSchema.pageSize) {
            try handle.seek(toOffset: UInt64(page * StoreSchema.pageSize))
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 600))
        }
        try handle.close()
        let error = await #expect(throws: RAGError.self) {
            let store = try SQLiteStore(at: folder.index, access: access)
            _ = try await store.index(for: Samples.model).nearest(to: Samples.embedding([1, 2]), limit: 3)
        }
        #expect(error?.message.contains("is damaged") == true)
    }

    @Test("an index of a newer program is refused and not changed", arguments: [StoreAccess.readOnly, .readWrite])
    func newer(access: StoreAccess) async throws {
        try SQLiteStore(at: folder.index, access: .readWrite, settings: nextVersion).close()
        let error = #expect(throws: RAGError.self) { try SQLiteStore(at: folder.index, access: access) }
        #expect(error?.message.contains("newer kefu") == true)
        let store = try SQLiteStore(at: folder.index, access: .readOnly, settings: nextVersion)
        #expect(try await store.read { try $0.tableExists("later") })
    }

    @Test("an index of an older program is readable after a writer has migrated it, with its content")
    func older() async throws {
        try await fill(documents: 2)
        let error = #expect(throws: RAGError.self) {
            try SQLiteStore(at: folder.index, access: .readOnly, settings: nextVersion)
        }
        #expect(error?.code == .notConfigured)
        try SQLiteStore(at: folder.index, access: .readWrite, settings: nextVersion).close()
        let store = try SQLiteStore(at: folder.index, access: .readOnly, settings: nextVersion)
        #expect(try await store.documents().count == 2)
    }

    @Test("several stores can open a new index at the same time")
    func openAtOnce() async throws {
        try await withThrowingTaskGroup { group in
            for number in 0..<8 {
                group.addTask {
                    let store = try SQLiteStore(at: folder.index, access: .readWrite)
                    try await store.replace(Samples.document("\(number)"), with: [])
                }
            }
            try await group.waitForAll()
        }
        let store = try SQLiteStore(at: folder.index, access: .readOnly)
        #expect(try await store.documents().count == 8)
    }

    @Test("an index in a read-only folder can be read", .enabled(if: getuid() != 0), arguments: [false, true])
    func readOnlyFolder(withLogFiles: Bool) async throws {
        try await fill(documents: 3)
        // A reader leaves its log files behind, because it may not remove them.
        if withLogFiles { _ = try await SQLiteStore(at: folder.index, access: .readOnly).documents() }
        let inside = folder.index.deletingLastPathComponent()
        let files = try FileManager.default.contentsOfDirectory(atPath: inside.path)
        for file in files { #expect(chmod(inside.appending(path: file).path, 0o400) == 0) }
        #expect(chmod(inside.path, 0o500) == 0)
        defer { chmod(inside.path, 0o700) }

        let store = try SQLiteStore(at: folder.index, access: .readOnly)
        #expect(try await store.documents().count == 3)
        #expect(try await store.index(for: Samples.model).nearest(to: Samples.embedding([1, 1]), limit: 9).count == 9)
        let error = await #expect(throws: RAGError.self) {
            try await SQLiteStore(at: folder.index, access: .readWrite).recordRefresh(at: .now)
        }
        #expect(error?.message.contains("read-only") == true)
    }

    @Test("creating an index in a read-only folder is an error", .enabled(if: getuid() != 0))
    func cannotCreate() throws {
        #expect(chmod(folder.url.path, 0o500) == 0)
        defer { chmod(folder.url.path, 0o700) }
        let error = #expect(throws: RAGError.self) { try SQLiteStore(at: folder.index, access: .readWrite) }
        #expect(error?.message.contains("read-only") == true)
    }

    /// The settings of a program with one more migration.
    private var nextVersion: StoreSettings {
        var settings = StoreSettings()
        settings.migrator.registerMigration("later") { try $0.execute(sql: "CREATE TABLE later (id INTEGER)") }
        return settings
    }

    private func make(contents: Data) throws {
        try FileManager.default.createDirectory(
            at: folder.index.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try contents.write(to: folder.index)
    }

    private func fill(documents: Int) async throws {
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        for number in 0..<documents {
            let chunks = (0..<5).map { Samples.chunk($0, "文 \(number)/\($0)", [Float(number), Float($0 + 1)]) }
            try await store.replace(Samples.document("\(number).md"), with: chunks)
        }
        try store.close()
    }
}

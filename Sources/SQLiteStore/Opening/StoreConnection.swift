import Foundation
import GRDB
import RAGCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The opening of a database file: permissions, pragmas, schema.
struct StoreConnection {
    let file: URL
    let access: StoreAccess
    let settings: StoreSettings
    let failure: StoreFailure
    /// Sets up each connection for the content of the file.
    let prepare: @Sendable (Database, StoreAccess) throws -> Void

    func pool() throws -> DatabasePool {
        do {
            switch access {
            case .readOnly: return try openForReading()
            case .readWrite: return try openForWriting()
            }
        } catch {
            throw failure.explain(error)
        }
    }

    private func openForWriting() throws -> DatabasePool {
        try createFile()
        let pool = try DatabasePool(path: file.path, configuration: configuration)
        let migrator = settings.migrator
        var applied = try pool.read { try migrator.appliedIdentifiers($0) }
        if !applied.isSubset(of: migrator.migrations) { throw failure.newer }
        while applied.count < migrator.migrations.count {
            let before = applied.count
            let step = Result { try migrator.migrate(pool) }
            applied = try pool.read { try migrator.appliedIdentifiers($0) }
            // Our migration fails if another process has just done the same one.
            if applied.count == before { try step.get() }
        }
        return pool
    }

    private func openForReading() throws -> DatabasePool {
        guard faccessat(AT_FDCWD, file.path, R_OK, 0) == 0 else {
            throw errno == EACCES ? failure.unreadable : failure.missing
        }
        let pool = try openedForReading()
        let known = settings.migrator.migrations
        let applied = try pool.read { try settings.migrator.appliedIdentifiers($0) }
        if applied.isEmpty { throw failure.missing }
        if !applied.isSubset(of: known) { throw failure.newer }
        if applied.count < known.count { throw failure.older }
        return pool
    }

    /// Opens the file for reading.
    ///
    /// Reading takes part in the write-ahead log, so SQLite creates two files. If the folder forbids that and there is
    /// no log, nobody is writing, and the file is opened as immutable (https://sqlite.org/wal.html, "Read-Only
    /// Databases").
    private func openedForReading() throws -> DatabasePool {
        do {
            return try DatabasePool(path: file.path, configuration: configuration)
        } catch let error as DatabaseError
            where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
            && !FileManager.default.fileExists(atPath: file.path + "-wal")
        {
            return try DatabasePool(
                path: file.absoluteURL.absoluteString + "?immutable=1",
                configuration: configuration
            )
        }
    }

    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "kefu.store"
        configuration.readonly = access == .readOnly
        configuration.maximumReaderCount = StoreSettings.readers
        configuration.busyMode = .timeout(settings.busyTimeout)
        configuration.prepareDatabase { [access, settings, prepare] db in
            try prepare(db, access)
            if access == .readWrite, let pages = settings.maximumPages {
                try db.execute(sql: "PRAGMA max_page_count = \(pages)")
            }
        }
        return configuration
    }

    /// Creates folder and file for this user only, before SQLite creates them for everyone. SQLite copies the
    /// permissions to its other files.
    ///
    /// An existing file is not opened here: closing it would drop the locks that this process holds on it
    /// (https://sqlite.org/howtocorrupt.html, section 2.2).
    private func createFile() throws {
        let folder = file.deletingLastPathComponent()
        guard mkdir(folder.path, 0o700) == 0 || errno == EEXIST else { throw failure.cannotCreate(errno) }
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 || errno == EEXIST else { throw failure.cannotCreate(errno) }
        close(descriptor)
    }
}

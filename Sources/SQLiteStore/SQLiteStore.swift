import Foundation
import GRDB
import RAGCore

/// The index on disk: documents, their chunks and their embeddings in one SQLite file.
///
/// - One writer at a time, in this process or another; a second one waits.
/// - Readers never wait. Each sees the index as it was when its read began (write-ahead log).
/// - After a kill, every finished transaction is there, and nothing of an unfinished one.
///
/// Every error is a `RAGError` with one sentence and, if the user can do something, a hint.
package struct SQLiteStore: Sendable {
    let pool: DatabasePool
    let failure: StoreFailure
    /// Recently read passages with their vectors, because questions are about the same few and a row takes longer to
    /// decode than to compare. About 8 MB with vectors of 256 components, 50 MB with 3,072.
    let passages = RecentCache<StoredPassage.Key, StoredPassage>(capacity: 2_048)
    /// The rows that recent filters let a search find.
    let filtered = FilteredRows()

    /// Tells this open database from others, as long as it is used.
    package var identity: ObjectIdentifier { ObjectIdentifier(pool) }

    /// Opens the index in the file `url`.
    ///
    /// For writing, creates the file and its folder (but no folder above it) for this user only, and updates the
    /// schema. For reading, changes nothing on the disk except SQLite's log files. Throws `RAGError`, with
    /// `notConfigured` if there is no index to read yet.
    package init(at url: URL, access: StoreAccess) throws {
        try self.init(at: url, access: access, settings: StoreSettings())
    }

    init(at url: URL, access: StoreAccess, settings: StoreSettings) throws {
        failure = StoreFailure(file: url, busyTimeout: settings.busyTimeout)
        pool = try StoreConnection(file: url, access: access, settings: settings, failure: failure) {
            try StoreSchema.prepare($0, for: $1)
        }.pool()
    }

    /// Closes the file after the running calls have ended. Later calls fail.
    ///
    /// Call it after writing: it folds the log into the file. If the log remains, the next program that opens the index
    /// reads it, which takes about 30 ms.
    package func close() throws {
        do {
            // The last connection that closes folds the log into the file, and only a writing one can do it.
            pool.invalidateReadOnlyConnections()
            try pool.close()
        } catch {
            throw failure.explain(error)
        }
    }

    /// Runs `body` in a read transaction. Writes that happen meanwhile are not visible to it.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await pool.read(body) } catch { throw failure.explain(error) }
    }

    /// Runs `body` in a transaction. All its changes are kept, or none if it throws.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await pool.write(body) } catch { throw failure.explain(error) }
    }
}

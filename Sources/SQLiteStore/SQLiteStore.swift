import Foundation
import GRDB
import RAGCore

/// The index on disk: documents, their chunks and embeddings in one SQLite file.
///
/// - One writer at a time, in this process or any other; a second waits its turn.
/// - Readers never wait, and each sees the index as it stood when its read began (write-ahead log).
/// - Whatever a killed process had finished is there, whatever it had not is as if it had never begun.
///
/// Every failure is a `RAGError` with a sentence and, where there is something to do, a hint.
package struct SQLiteStore: Sendable {
    let pool: DatabasePool
    let failure: StoreFailure
    /// Passages read lately, with their vectors: questions are about the same few, and a row takes longer to decode than to
    /// compare. Some 8 MB with vectors of 256 components, 50 MB with 3,072.
    let passages = RecentCache<StoredPassage.Key, StoredPassage>(capacity: 2_048)

    /// Opens the index in the file `url`.
    ///
    /// For writing, the file and the folder right above it are made where they are missing, readable for the user alone,
    /// and the schema is brought up to date. For reading, nothing on disk is changed but SQLite's own log files.
    /// Throws `notConfigured` where there is nothing to read yet.
    package init(at url: URL, access: StoreAccess) throws {
        try self.init(at: url, access: access, settings: StoreSettings())
    }

    init(at url: URL, access: StoreAccess, settings: StoreSettings) throws {
        failure = StoreFailure(file: url, patience: settings.patience)
        pool = try StoreConnection(file: url, access: access, settings: settings, failure: failure) {
            try StoreSchema.prepare($0, for: $1)
        }.pool()
    }

    /// Closes the file; waits for what is under way, and later calls fail.
    ///
    /// Call it when writing is done: it folds the log into the file. A log that is left lying is read by the next program
    /// that opens the index, which costs it some 30 ms.
    package func close() throws {
        do {
            // The last connection to close folds the log in, and only one that writes can.
            pool.invalidateReadOnlyConnections()
            try pool.close()
        } catch {
            throw failure.explain(error)
        }
    }

    /// Runs `body` on the index as it stands now; a write meanwhile changes nothing of what it sees.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await pool.read(body) } catch { throw failure.explain(error) }
    }

    /// Runs `body` in a transaction of its own: all of it is kept, or, where it throws, nothing.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await pool.write(body) } catch { throw failure.explain(error) }
    }
}

import Foundation
import GRDB
import RAGCore

/// The conversations on disk, in a file of their own: the index can be made again, what customers asked cannot.
///
/// Several processes may write at once; each waits its turn of some milliseconds. Readers never wait.
package struct SQLiteConversationStore: ConversationStore {
    private let pool: DatabasePool
    private let failure: StoreFailure

    /// Opens the file `url`.
    ///
    /// For writing, the file and the folder right above it are made where they are missing, readable for the user alone,
    /// and the schema is brought up to date. Throws `notConfigured` where there is nothing to read yet.
    package init(at url: URL, access: StoreAccess) throws {
        let settings = StoreSettings(migrator: ConversationSchema.migrator)
        failure = StoreFailure(file: url, patience: settings.patience, words: .conversations)
        pool = try StoreConnection(file: url, access: access, settings: settings, failure: failure) {
            try ConversationSchema.prepare($0, for: $1)
        }.pool()
        guard access == .readWrite else { return }
        // A turn that was committed survives a power failure (https://sqlite.org/pragma.html#pragma_synchronous). GRDB sets
        // less after it has prepared a connection.
        do {
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch {
            throw failure.explain(error)
        }
    }

    /// Closes the file; later calls fail.
    package func close() throws {
        do {
            // The last connection to close folds the log in, and only one that writes can.
            pool.invalidateReadOnlyConnections()
            try pool.close()
        } catch {
            throw failure.explain(error)
        }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await pool.read(body) } catch { throw failure.explain(error) }
    }

    /// Runs `body` in a transaction of its own: all of it is kept, or, where it throws, nothing.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await pool.write(body) } catch { throw failure.explain(error) }
    }

    /// Folds the log into the file and empties it, so that what was deleted stands in neither. Not a promise: where another
    /// process reads all the while, the next one that closes the file does it.
    func emptyLog() async {
        _ = try? await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }
}

import Foundation
import GRDB
import RAGCore

/// The conversations on disk, in a file of their own: the index can be rebuilt, conversations cannot.
///
/// Several processes may write; each waits a few milliseconds for its turn. Readers never wait.
package struct SQLiteConversationStore: ConversationStore {
    let pool: DatabasePool
    let failure: StoreFailure

    /// Opens the conversations in the file `url`.
    ///
    /// For writing, creates the file and its folder (but no folder above it) for this user only, and updates the
    /// schema. Throws `RAGError`, with `notConfigured` if there is nothing to read yet.
    package init(at url: URL, access: StoreAccess) throws {
        let settings = StoreSettings(migrator: ConversationSchema.migrator)
        failure = StoreFailure(file: url, busyTimeout: settings.busyTimeout, messages: .conversations)
        pool = try StoreConnection(file: url, access: access, settings: settings, failure: failure) {
            try ConversationSchema.prepare($0, for: $1)
        }.pool()
        guard access == .readWrite else { return }
        // A committed turn survives a power failure (https://sqlite.org/pragma.html#pragma_synchronous). GRDB sets a
        // weaker level after it has prepared a connection.
        do {
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch {
            throw failure.explain(error)
        }
    }

    /// Closes the file. Later calls fail.
    package func close() throws {
        do {
            // The last connection that closes folds the log into the file, and only a writing one can do it.
            pool.invalidateReadOnlyConnections()
            try pool.close()
        } catch {
            throw failure.explain(error)
        }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await pool.read(body) } catch { throw failure.explain(error) }
    }

    /// Runs `body` in a transaction. All its changes are kept, or none if it throws.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await pool.write(body) } catch { throw failure.explain(error) }
    }

    /// Folds the log into the file and empties it, so that deleted data remains in neither.
    ///
    /// Gives no guarantee: if another process is reading all the time, the next process that closes the file does it.
    func emptyLog() async {
        _ = try? await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }
}

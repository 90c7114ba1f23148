import Foundation
import GRDB
import RAGCore

/// The states of passages' tokens on disk, in a file of their own that can be deleted at any time.
///
/// Several processes may read and write. When the file is full the states that were kept first are dropped.
package struct SQLiteTokenStates: TokenStateCache {
    let pool: DatabasePool
    let failure: StoreFailure
    private let capacity: Int

    /// The bytes of states that a file may hold: those of about 50,000 passages.
    package static let capacity = 2_000_000_000

    /// Opens the file `url`, and creates it if there is none. Throws `RAGError`.
    package init(at url: URL, capacity: Int = Self.capacity) throws {
        let settings = StoreSettings(busyTimeout: 5, migrator: TokenStateSchema.migrator)
        failure = StoreFailure(file: url, busyTimeout: settings.busyTimeout, messages: .tokenStates)
        self.capacity = capacity
        pool = try StoreConnection(file: url, access: .readWrite, settings: settings, failure: failure) { db, _ in
            try db.execute(sql: "PRAGMA synchronous = OFF")
        }.pool()
    }

    /// Looks up each passage in an index.
    package func tokens(of passages: [ExactText], form: String) async throws -> [ExactText: PassageTokens] {
        do {
            return try await pool.read { db in
                let find = try db.cachedStatement(sql: "SELECT states FROM token_states WHERE passage = ? AND form = ?")
                var found: [ExactText: PassageTokens] = [:]
                for passage in passages {
                    guard let states = try Data.fetchOne(find, arguments: [passage.text, form]) else { continue }
                    found[passage] = PassageTokens(bytes: [UInt8](states))
                }
                return found
            }
        } catch { throw failure.explain(error) }
    }

    /// Keeps states in one transaction, and drops those of other forms and those that exceed the capacity.
    package func keep(_ tokens: [ExactText: PassageTokens], form: String) async throws {
        do {
            try await pool.write { db in
                // All rows have one form, so one row tells.
                let kept = try String.fetchOne(db, sql: "SELECT form FROM token_states LIMIT 1")
                if let kept, kept != form { try db.execute(sql: "DELETE FROM token_states") }
                let insert = try db.cachedStatement(
                    sql: "INSERT INTO token_states (passage, form, states) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
                )
                for (passage, states) in tokens {
                    try insert.execute(arguments: [passage.text, form, Data(states.bytes)])
                }
                try dropOldest(db)
            }
        } catch { throw failure.explain(error) }
    }

    /// Drops a tenth of the states, those that were kept first, while the file holds more than the capacity.
    private func dropOldest(_ db: Database) throws {
        func held() throws -> Int {
            func value(_ name: String) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? 0 }
            return try (value("page_count") - value("freelist_count")) * value("page_size")
        }
        while try held() > capacity {
            try db.execute(
                sql: """
                    DELETE FROM token_states WHERE id IN
                        (SELECT id FROM token_states ORDER BY id LIMIT 1 + (SELECT count(*) FROM token_states) / 10)
                    """
            )
            guard db.changesCount > 0 else { return }
        }
    }
}

/// The table of the states, and the named migrations that build it.
enum TokenStateSchema {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("states") { db in
            try db.execute(
                sql: """
                    CREATE TABLE token_states (
                        id INTEGER PRIMARY KEY,
                        passage TEXT NOT NULL,
                        form TEXT NOT NULL,
                        states BLOB NOT NULL,
                        UNIQUE (passage, form)
                    ) STRICT
                    """
            )
        }
        return migrator
    }()
}

import GRDB

/// The names of the single facts that are kept about the index as a whole.
enum StoreFact: String {
    /// When the last refresh ended, in seconds since 1970.
    case lastRefresh
    /// The recipe that was rolled back from, as JSON.
    case withdrawn
}

extension SQLiteStore {
    /// What was noted under `name`, if anything was.
    func fact(_ name: StoreFact, _ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM facts WHERE name = ?", arguments: [name.rawValue])
    }

    /// Notes `value` under `name` in place of what stood there; nil for nothing.
    func setFact(_ name: StoreFact, _ value: String?, _ db: Database) throws {
        guard let value else {
            return try db.execute(sql: "DELETE FROM facts WHERE name = ?", arguments: [name.rawValue])
        }
        try db.execute(
            sql: "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            arguments: [name.rawValue, value]
        )
    }
}

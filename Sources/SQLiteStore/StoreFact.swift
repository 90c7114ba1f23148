import GRDB

/// The names of the single facts that are kept about the index as a whole.
enum StoreFact: String {
    /// When the last refresh ended, in seconds since 1970.
    case lastRefresh
}

extension SQLiteStore {
    /// What was noted under `name`, if anything was.
    func fact(_ name: StoreFact, _ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM facts WHERE name = ?", arguments: [name.rawValue])
    }

    /// Notes `value` under `name` in place of what stood there.
    func setFact(_ name: StoreFact, _ value: String, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            arguments: [name.rawValue, value]
        )
    }
}

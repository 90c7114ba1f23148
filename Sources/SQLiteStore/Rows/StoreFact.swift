import GRDB

/// The names of the single facts that are kept about the index as a whole.
enum StoreFact: String {
    /// When the last refresh ended, in seconds since 1970.
    case lastRefresh
    /// The recipe that was rolled back from, as JSON.
    case withdrawn

    /// What was noted under this name, if anything was.
    func read(_ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM facts WHERE name = ?", arguments: [rawValue])
    }

    /// Notes `value` under this name in place of what stood there; nil for nothing.
    func write(_ value: String?, _ db: Database) throws {
        guard let value else {
            return try db.execute(sql: "DELETE FROM facts WHERE name = ?", arguments: [rawValue])
        }
        try db.execute(
            sql: "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            arguments: [rawValue, value]
        )
    }
}

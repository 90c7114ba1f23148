import GRDB

/// A fact about the whole index, stored in the table `facts` under its raw value.
enum StoreFact: String {
    /// When the last refresh ended, in seconds since 1970.
    case lastRefresh
    /// The recipe that was rolled back, as JSON.
    case withdrawn

    /// Returns the stored value, or nil if there is none.
    func read(_ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM facts WHERE name = ?", arguments: [rawValue])
    }

    /// Stores `value` in place of the old one, or deletes the fact if `value` is nil.
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

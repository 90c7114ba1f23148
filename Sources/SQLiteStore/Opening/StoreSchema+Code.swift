import GRDB

extension StoreSchema {
    /// The seventh migration: chunks have a role in a program, and each generation gets a keyword table for programs.
    ///
    /// The chunks of programs get their role when the next refresh reads them again. Until then they are found as text.
    static func introduceCode(_ db: Database) throws {
        try db.execute(sql: "ALTER TABLE chunks ADD COLUMN code TEXT")
        for id in try Int64.fetchAll(db, sql: "SELECT id FROM generations") {
            try CodeTable(generationID: id).create(db)
        }
    }
}

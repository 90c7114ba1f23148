import GRDB

extension StoreSchema {
    /// The third step: each generation gets its keyword table, filled from its chunks.
    static func introduceKeywords(_ db: Database) throws {
        for id in try Int64.fetchAll(db, sql: "SELECT id FROM generations") {
            let table = KeywordTable(generationID: id)
            try table.create(db)
            // One statement for all: one savepoint.
            try db.execute(
                sql: """
                    INSERT INTO \(table.name) (rowid, title, heading, text)
                    SELECT chunks.id, \(KeywordTable.values) FROM chunks JOIN documents ON documents.id = documentID
                    WHERE generationID = ? ORDER BY chunks.id
                    """,
                arguments: [id]
            )
        }
    }
}

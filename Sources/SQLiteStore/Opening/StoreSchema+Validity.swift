import GRDB

extension StoreSchema {
    /// The sixth migration: the days on which a chunk is valid, decided when a question is asked.
    static func introduceValidity(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Days such as 2026-11-30; NULL for no limit.
                ALTER TABLE chunks ADD COLUMN validFrom TEXT;
                ALTER TABLE chunks ADD COLUMN validUntil TEXT;
                CREATE INDEX chunksByValidity ON chunks (validFrom, validUntil)
                    WHERE validFrom IS NOT NULL OR validUntil IS NOT NULL;
                """
        )
    }
}

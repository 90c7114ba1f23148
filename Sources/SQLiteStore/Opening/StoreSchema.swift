import GRDB

/// The tables of the index and the named steps that build them.
///
/// - A vector is stored once for each model and text (`embeddings`), not once for each chunk: chunks with equal texts
///   share it, replacing a document keeps what was paid for, and going back to an earlier model costs nothing.
/// - `embeddings` holds its vector last, so that a look at the other columns reads none of it. Numbers of chunks and
///   embeddings are never used twice (`AUTOINCREMENT`): a file derived from them can tell new rows by their number, and
///   an old `SearchHit` never points at another passage.
/// - Documents belong to a generation, and only the current one answers.
/// - What filters ask of documents is found by an index (`labels`), not by reading their metadata.
/// - Each generation has a keyword table of its own (`KeywordTable`).
enum StoreSchema {
    /// Bytes of a database page. A vector of 384 floats leaves no page half empty (10 fit), one of 1536 needs no overflow
    /// pages (2 fit), so that a scan reads the file in order and each vector lies in one piece.
    static let pageSize = 16_384

    /// Pages that the log may hold before it is copied into the file, 64 MB: an index page that many transactions write is
    /// copied once, not each time.
    static let pagesInLog = 4096

    /// All steps, oldest first. A step that was released is never edited; a change is a new step.
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("documents, chunks, embeddings") { try $0.execute(sql: first) }
        migrator.registerMigration("generations", migrate: introduceGenerations)
        migrator.registerMigration("keywords", migrate: introduceKeywords)
        migrator.registerMigration("labels", migrate: introduceLabels)
        return migrator
    }()

    /// Sets up a connection: functions, and how much is mapped, cached and synced.
    static func prepare(_ db: Database, for access: StoreAccess) throws {
        // A scan reads pages in place instead of copying them; 2 GB is SQLite's own limit. A writer, which scans nothing,
        // would only seem to take more memory the larger the file is.
        let mapped = access == .readWrite ? 0 : 2_147_418_112
        try db.execute(sql: "PRAGMA mmap_size = \(mapped); PRAGMA temp_store = MEMORY")
        db.add(function: folded)
        try KeywordTable.registerTokenizer(db)
        guard access == .readWrite else { return }
        // A killed process loses nothing that was committed. A power failure may take back the last transactions,
        // whole ones; the next refresh does them again (https://sqlite.org/pragma.html#pragma_synchronous).
        try db.execute(
            sql: """
                PRAGMA page_size = \(pageSize);
                PRAGMA cache_size = -16000;
                PRAGMA synchronous = NORMAL;
                PRAGMA wal_autocheckpoint = \(pagesInLog);
                PRAGMA journal_size_limit = \(pagesInLog * pageSize);
                """
        )
    }

    /// The third step: each generation gets its keyword table, filled from its chunks.
    private static func introduceKeywords(_ db: Database) throws {
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

    /// What must hold of every row is said here, so that a bug cannot write what reading would refuse.
    private static let first = """
        -- `dimensions` is what was asked for (0: the model's own), `width` what came: components of each vector, NULL
        -- until the first. It refuses vectors of another length, and a query of the wrong one without reading a vector.
        CREATE TABLE models (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            dimensions INTEGER NOT NULL,
            width INTEGER CHECK (width > 0),
            UNIQUE (name, dimensions)
        ) STRICT;

        -- `releasedAt`: when it was stored or last given up by a chunk, in seconds since 1970; counts once no chunk has it.
        CREATE TABLE embeddings (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            modelID INTEGER NOT NULL REFERENCES models,
            textHash TEXT NOT NULL,
            releasedAt INTEGER NOT NULL,
            vector BLOB NOT NULL CHECK (length(vector) % 4 = 0),
            UNIQUE (modelID, textHash)
        ) STRICT;
        CREATE INDEX embeddingsByRelease ON embeddings (releasedAt);

        CREATE TABLE documents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            path TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            language TEXT,
            contentHash TEXT NOT NULL,
            recipe TEXT NOT NULL,
            byteCount INTEGER NOT NULL,
            metadata TEXT NOT NULL CHECK (json_type(metadata) = 'object'),
            modelID INTEGER NOT NULL REFERENCES models
        ) STRICT;
        CREATE INDEX documentsByModel ON documents (modelID);

        CREATE TABLE chunks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            documentID INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
            ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
            embeddingID INTEGER NOT NULL REFERENCES embeddings,
            text TEXT NOT NULL,
            headingPath TEXT NOT NULL CHECK (json_type(headingPath) = 'array'),
            startByte INTEGER NOT NULL,
            endByte INTEGER NOT NULL CHECK (endByte >= startByte),
            firstLine INTEGER NOT NULL,
            lastLine INTEGER NOT NULL CHECK (lastLine >= firstLine),
            language TEXT,
            question TEXT,
            UNIQUE (documentID, ordinal)
        ) STRICT;
        CREATE INDEX chunksByEmbedding ON chunks (embeddingID);

        -- Single facts about the index as a whole, by name.
        CREATE TABLE facts (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}

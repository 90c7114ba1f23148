import GRDB

/// The tables of the index, and the named migrations that build them.
///
/// - A vector is stored once for each model and text (`embeddings`), not for each chunk. Chunks with equal texts share
///   it, replacing a document keeps paid embeddings, and returning to an earlier model costs nothing.
/// - `embeddings` has the vector as its last column, so reading the other columns does not read it. IDs of chunks and
///   embeddings are never reused (`AUTOINCREMENT`): a derived file recognises new rows by their ID, and an old
///   `SearchHit` never points to another passage.
/// - Documents belong to a generation. Searches read the current one only.
/// - Filters on documents use an index (`labels`) instead of reading their metadata.
/// - Each generation has its own keyword tables (`KeywordTable`, `CodeTable`).
enum StoreSchema {
    /// The bytes of a database page. 10 vectors of 384 floats fill a page well, and 2 of 1,536 fit without overflow
    /// pages, so a scan reads the file in order and each vector in one piece.
    static let pageSize = 16_384

    /// The most pages in the log before it is copied into the file: 64 MB. An index page that many transactions write
    /// is then copied once instead of each time.
    static let pagesInLog = 4096

    /// All migrations, oldest first. A released migration is never edited; a change is a new one.
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("documents, chunks, embeddings") { try $0.execute(sql: first) }
        migrator.registerMigration("generations", migrate: introduceGenerations)
        migrator.registerMigration("keywords", migrate: introduceKeywords)
        migrator.registerMigration("labels", migrate: introduceLabels)
        migrator.registerMigration("words of names", migrate: indexWordsAgain)
        migrator.registerMigration("validity", migrate: introduceValidity)
        migrator.registerMigration("code", migrate: introduceCode)
        migrator.registerMigration("notes") { db in
            // What was left out of a document, as a JSON list, so that `kefu status` can tell it after the refresh.
            try db.execute(sql: "ALTER TABLE documents ADD COLUMN notes TEXT NOT NULL DEFAULT '[]'")
        }
        return migrator
    }()

    /// Sets up a connection: its functions, and how much is mapped, cached and synced.
    static func prepare(_ db: Database, for access: StoreAccess) throws {
        // A scan reads mapped pages without copying them; 2 GB is SQLite's limit. A writer scans nothing: mapping would
        // only make its memory use look as large as the file.
        let mapped = access == .readWrite ? 0 : 2_147_418_112
        try db.execute(sql: "PRAGMA mmap_size = \(mapped); PRAGMA temp_store = MEMORY")
        db.add(function: folded)
        try KeywordTable.registerTokenizer(db)
        guard access == .readWrite else { return }
        // A killed process loses no committed transaction. A power failure may undo the last ones, each as a whole; the
        // next refresh repeats them (https://sqlite.org/pragma.html#pragma_synchronous).
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

    /// The third migration: each generation gets a keyword table, filled from its chunks.
    private static func introduceKeywords(_ db: Database) throws {
        for id in try Int64.fetchAll(db, sql: "SELECT id FROM generations") {
            let table = KeywordTable(generationID: id)
            try table.create(db)
            // One statement for all chunks, so there is one savepoint.
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

    /// The fifth migration: the tokenizer splits the words of names (`maxPageCount`). A row is removed by the tokens
    /// that
    /// it was inserted with, so that rows of both kinds cannot be in one table.
    private static func indexWordsAgain(_ db: Database) throws {
        for id in try Int64.fetchAll(db, sql: "SELECT id FROM generations") {
            try KeywordTable(generationID: id).drop(db)
        }
        try introduceKeywords(db)
    }

    /// The first migration. The constraints repeat what reading requires, so that a bug cannot write a row that reading
    /// would refuse.
    private static let first = """
        -- `dimensions` is the requested number (0: the model's default), `width` the real number of components, NULL
        -- until the first vector. Vectors and queries of another length are refused without reading a vector.
        CREATE TABLE models (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            dimensions INTEGER NOT NULL,
            width INTEGER CHECK (width > 0),
            UNIQUE (name, dimensions)
        ) STRICT;

        -- `releasedAt`: when it was stored or last released by a chunk, in seconds since 1970.
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

        -- Facts about the whole index, by name.
        CREATE TABLE facts (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}

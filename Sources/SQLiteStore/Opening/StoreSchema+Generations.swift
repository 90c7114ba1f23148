import GRDB

extension StoreSchema {
    /// The second migration: documents belong to a generation, embeddings are found by 32 bytes instead of 64
    /// characters, and unused embeddings have their own table, so that releasing a vector does not write it again.
    ///
    /// The recipe of most documents becomes the current generation. Documents of other recipes are left over from a
    /// change of model that was never finished: they are deleted, and their embeddings stay, so building them again
    /// costs nothing. Vectors are copied once.
    static func introduceGenerations(_ db: Database) throws {
        db.add(function: textKey)
        for table in ["documents", "chunks", "embeddings"] {
            try db.execute(sql: "ALTER TABLE \(table) RENAME TO \(table)Before")
        }
        try db.execute(sql: "DROP INDEX embeddingsByRelease; DROP INDEX documentsByModel; DROP INDEX chunksByEmbedding")
        try db.execute(sql: generations)
        try db.execute(sql: copy)
        for table in ["chunks", "documents", "embeddings"] { try db.execute(sql: "DROP TABLE \(table)Before") }
    }

    /// Returns the bytes of a hash in hexadecimal digits. `unhex()` needs SQLite 3.41.
    private static let textKey = DatabaseFunction("textKey", argumentCount: 1, pure: true) { values in
        try String.fromDatabaseValue(values[0]).map { try TextKey($0).data }
    }

    private static let generations = """
        -- `state` is NULL only inside a transaction that moves it. `changes` is the revision: a random number that each
        -- transaction draws anew when it changes what a search can find. A derived file with this number is current.
        CREATE TABLE generations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            state TEXT UNIQUE CHECK (state IN ('current', 'previous', 'building')),
            modelID INTEGER NOT NULL REFERENCES models,
            chunker TEXT NOT NULL,
            startedAt REAL NOT NULL,
            publishedAt REAL,
            changes INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE embeddings (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            modelID INTEGER NOT NULL REFERENCES models,
            textHash BLOB NOT NULL CHECK (length(textHash) = 32),
            vector BLOB NOT NULL CHECK (length(vector) % 4 = 0),
            UNIQUE (modelID, textHash)
        ) STRICT;

        -- Embeddings that no chunk used at the last check, and the time of the check that first found them unused, in
        -- seconds since 1970.
        CREATE TABLE unusedEmbeddings (
            embeddingID INTEGER PRIMARY KEY REFERENCES embeddings ON DELETE CASCADE,
            since INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE documents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            generationID INTEGER NOT NULL REFERENCES generations ON DELETE CASCADE,
            path TEXT NOT NULL,
            source TEXT NOT NULL,
            title TEXT NOT NULL,
            language TEXT,
            contentHash TEXT NOT NULL,
            recipe TEXT NOT NULL,
            byteCount INTEGER NOT NULL,
            metadata TEXT NOT NULL CHECK (json_type(metadata) = 'object'),
            UNIQUE (generationID, path)
        ) STRICT;

        CREATE TABLE chunks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            documentID INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
            ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
            embeddingID INTEGER NOT NULL REFERENCES embeddings,
            questionEmbeddingID INTEGER REFERENCES embeddings,
            text TEXT NOT NULL,
            headingPath TEXT NOT NULL CHECK (json_type(headingPath) = 'array'),
            startByte INTEGER NOT NULL,
            endByte INTEGER NOT NULL CHECK (endByte >= startByte),
            firstLine INTEGER NOT NULL,
            lastLine INTEGER NOT NULL CHECK (lastLine >= firstLine),
            firstPage INTEGER,
            lastPage INTEGER CHECK ((lastPage IS NULL) = (firstPage IS NULL) AND lastPage >= firstPage),
            language TEXT,
            question TEXT,
            UNIQUE (documentID, ordinal)
        ) STRICT;
        -- Contains every column that a search needs before it reads a vector.
        CREATE INDEX chunksByEmbedding ON chunks (embeddingID, documentID, language);
        CREATE INDEX chunksByQuestion ON chunks (questionEmbeddingID) WHERE questionEmbeddingID IS NOT NULL;
        """

    /// The old `recipe` combined reader and chunker, such as `markdown/2 chunker/1 256+32`. The old metadata had one
    /// value for each key before it had lists.
    private static let copy = """
        INSERT INTO embeddings (id, modelID, textHash, vector)
        SELECT id, modelID, textKey(textHash), vector FROM embeddingsBefore ORDER BY id;

        CREATE TEMP TABLE recipes AS SELECT id, modelID,
            CASE instr(recipe, 'chunker/') WHEN 0 THEN recipe ELSE rtrim(substr(recipe, 1, instr(recipe, 'chunker/') - 1)) END
                AS reader,
            CASE instr(recipe, 'chunker/') WHEN 0 THEN '' ELSE substr(recipe, instr(recipe, 'chunker/')) END AS chunker
        FROM documentsBefore;

        INSERT INTO generations (state, modelID, chunker, startedAt, publishedAt)
        SELECT 'current', modelID, chunker, refreshed, refreshed
        FROM recipes, (SELECT coalesce((SELECT CAST(value AS REAL) FROM facts WHERE name = 'lastRefresh'),
            CAST(strftime('%s', 'now') AS REAL)) AS refreshed)
        GROUP BY modelID, chunker ORDER BY count(*) DESC LIMIT 1;

        INSERT INTO documents (id, generationID, path, source, title, language, contentHash, recipe, byteCount, metadata)
        SELECT old.id, generations.id, path, 'knowledge-base', title, language, contentHash, reader, byteCount,
            (SELECT json_group_object(key, json(CASE type WHEN 'array' THEN value ELSE json_array(value) END))
                FROM json_each(metadata))
        FROM documentsBefore AS old JOIN recipes USING (id)
            JOIN generations ON generations.modelID = recipes.modelID AND generations.chunker = recipes.chunker
        ORDER BY old.id;

        INSERT INTO chunks (id, documentID, ordinal, embeddingID, text, headingPath, startByte, endByte, firstLine, lastLine,
            language, question)
        SELECT id, documentID, ordinal, embeddingID, text, headingPath, startByte, endByte, firstLine, lastLine, language,
            question
        FROM chunksBefore WHERE documentID IN (SELECT id FROM documents) ORDER BY id;

        DROP TABLE temp.recipes;
        """
}

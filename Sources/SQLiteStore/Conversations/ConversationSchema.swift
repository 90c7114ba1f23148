import GRDB

/// The tables of the conversation store, and the named migrations that build them.
///
/// - A passage is stored once, however many turns found it. So 5,000 turns a day for a year take a few gigabytes.
/// - Deleted data is overwritten (`secure_delete`), because a customer may ask for that.
enum ConversationSchema {
    /// All migrations, oldest first. A released migration is never edited; a change is a new one.
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("sessions, turns, feedback") { try $0.execute(sql: first) }
        migrator.registerMigration("teams of turns") { try $0.execute(sql: "ALTER TABLE turns ADD COLUMN team TEXT") }
        migrator.registerMigration("owners, contacts, access keys") { try $0.execute(sql: serving) }
        migrator.registerMigration("events for the team, the first key") { try $0.execute(sql: events) }
        migrator.registerMigration("hashes of masked values") { try $0.execute(sql: maskedValues) }
        return migrator
    }()

    /// Sets up a connection. Deleted data is overwritten in the file, and in the log when that is folded into the file.
    static func prepare(_ db: Database, for access: StoreAccess) throws {
        try db.execute(sql: "PRAGMA temp_store = MEMORY")
        guard access == .readWrite else { return }
        try db.execute(
            sql: "PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 16000000"
        )
    }

    /// The first migration. The constraints repeat what reading requires, so that a bug cannot write a row that reading
    /// would refuse. Times are seconds since 1970.
    private static let first = """
        -- `lastNumber` counts all turns that the session ever had. `summary` covers the turns up to `summaryEnd`.
        CREATE TABLE sessions (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            name TEXT UNIQUE,
            beganAt REAL NOT NULL,
            usedAt REAL NOT NULL,
            lastNumber INTEGER NOT NULL DEFAULT 0,
            summary TEXT,
            summaryEnd INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX sessionsByUse ON sessions (usedAt);

        CREATE TABLE passages (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL,
            title TEXT NOT NULL,
            heading TEXT NOT NULL,
            firstLine INTEGER NOT NULL,
            lastLine INTEGER NOT NULL CHECK (lastLine >= firstLine),
            firstPage INTEGER,
            lastPage INTEGER CHECK ((lastPage IS NULL) = (firstPage IS NULL) AND lastPage >= firstPage),
            url TEXT,
            text TEXT NOT NULL
        ) STRICT;
        -- Finds the few passages that were ever at a place; their texts tell them apart.
        CREATE INDEX passagesByPlace ON passages (path, firstLine);

        -- `verdict` is that of the last feedback. A good one closes a question that was left open.
        CREATE TABLE turns (
            id INTEGER PRIMARY KEY,
            sessionID INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
            number INTEGER NOT NULL CHECK (number > 0),
            askedAt REAL NOT NULL,
            question TEXT NOT NULL,
            standaloneQuestion TEXT,
            language TEXT,
            decision TEXT NOT NULL,
            reason TEXT,
            leavesOpen INTEGER NOT NULL CHECK (leavesOpen IN (0, 1)),
            evidence TEXT NOT NULL CHECK (json_type(evidence) = 'object'),
            answer TEXT NOT NULL,
            findings TEXT NOT NULL CHECK (json_type(findings) = 'array'),
            timings TEXT NOT NULL CHECK (json_type(timings) = 'array'),
            model TEXT,
            inputTokens INTEGER,
            outputTokens INTEGER,
            cost REAL,
            verdict TEXT CHECK (verdict IN ('good', 'bad')),
            isUnanswered INTEGER AS (verdict IS 'bad' OR leavesOpen AND verdict IS NOT 'good') VIRTUAL,
            UNIQUE (sessionID, number)
        ) STRICT;
        CREATE INDEX turnsByTime ON turns (askedAt);
        CREATE INDEX turnsUnanswered ON turns (askedAt) WHERE isUnanswered;

        CREATE TABLE hits (
            turnID INTEGER NOT NULL REFERENCES turns ON DELETE CASCADE,
            rank INTEGER NOT NULL,
            passageID INTEGER NOT NULL REFERENCES passages,
            score REAL NOT NULL,
            rankScore REAL,
            PRIMARY KEY (turnID, rank)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sources (
            turnID INTEGER NOT NULL REFERENCES turns ON DELETE CASCADE,
            number INTEGER NOT NULL,
            passageID INTEGER NOT NULL REFERENCES passages,
            score REAL NOT NULL,
            isCited INTEGER NOT NULL CHECK (isCited IN (0, 1)),
            PRIMARY KEY (turnID, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE feedback (
            id INTEGER PRIMARY KEY,
            turnID INTEGER NOT NULL REFERENCES turns ON DELETE CASCADE,
            verdict TEXT NOT NULL CHECK (verdict IN ('good', 'bad')),
            words TEXT,
            givenAt REAL NOT NULL
        ) STRICT;
        CREATE INDEX feedbackByTurn ON feedback (turnID);
        """

    /// The tables of the HTTP service. A contact is removed with its session.
    private static let serving = """
        ALTER TABLE sessions ADD COLUMN owner TEXT;
        CREATE TABLE contacts (
            sessionID INTEGER PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
            name TEXT,
            address TEXT NOT NULL,
            words TEXT,
            givenAt REAL NOT NULL
        ) STRICT;
        CREATE INDEX contactsByTime ON contacts (givenAt);

        -- `hash` is the SHA-256 of the key in hexadecimal; the key itself is nowhere.
        CREATE TABLE accessKeys (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            prefix TEXT NOT NULL,
            hash TEXT NOT NULL UNIQUE,
            scope TEXT NOT NULL CHECK (scope IN ('ask', 'admin')),
            tags TEXT NOT NULL CHECK (json_type(tags) = 'array'),
            createdAt REAL NOT NULL,
            usedAt REAL
        ) STRICT;
        CREATE INDEX accessKeysByPrefix ON accessKeys (prefix);

        CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        """

    /// The events that wait for the team, each removed with its session. `firstKey` has a row as soon as a key was ever
    /// made, because programs on this machine need one from then on, also after it was revoked.
    private static let events = """
        CREATE TABLE teamEvents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sessionID INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('handed_over', 'contact_left')),
            attempts INTEGER NOT NULL DEFAULT 0,
            dueAt REAL NOT NULL
        ) STRICT;
        CREATE INDEX teamEventsByTime ON teamEvents (dueAt);
        CREATE INDEX teamEventsBySession ON teamEvents (sessionID);

        CREATE TABLE firstKey (id INTEGER PRIMARY KEY CHECK (id = 1), madeAt REAL NOT NULL) STRICT;
        INSERT INTO firstKey SELECT 1, min(createdAt) FROM accessKeys HAVING count(*) > 0;
        """

    /// Keyed hashes of what was masked, by which the sessions of a customer are found. The key is one of `secrets`.
    private static let maskedValues = """
        CREATE TABLE maskedValues (
            sessionID INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
            hash TEXT NOT NULL,
            PRIMARY KEY (sessionID, hash)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX maskedValuesByHash ON maskedValues (hash);
        """
}

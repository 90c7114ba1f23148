import Foundation
import GRDB
import RAGCore

extension SQLiteConversationStore {
    /// Inserts a session. Throws `RAGError` if its name is invalid or another session has it.
    package func begin(name: String?, owner: String?, at time: Date) async throws -> Session {
        let name = try name.map(Session.name)
        let session = Session(id: Session.makeID(), name: name, owner: owner, began: time, lastUsed: time)
        try await write { db in
            try Self.refuse(name, unlessOf: session.id, db)
            try db.cachedStatement(
                sql: "INSERT INTO sessions (key, name, owner, beganAt, usedAt) VALUES (?, ?, ?, ?, ?)"
            ).execute(
                arguments: [session.id, name, owner, time.timeIntervalSince1970, time.timeIntervalSince1970]
            )
        }
        return session
    }

    /// Returns the session with this ID or, if there is none, with this name.
    package func session(_ reference: String) async throws -> Session? {
        try await read { db in
            try Row.fetchOne(
                db,
                sql: "\(Self.select) WHERE key = ?1 OR name = ?1 ORDER BY key = ?1 DESC LIMIT 1",
                arguments: [reference]
            ).map(Session.init)
        }
    }

    /// Returns at most `limit` sessions, the most recently used first.
    package func sessions(limit: Int) async throws -> [Session] {
        try await read { db in
            try Row.fetchAll(db, sql: "\(Self.select) ORDER BY usedAt DESC, id DESC LIMIT ?", arguments: [limit])
                .map(Session.init)
        }
    }

    /// Returns the sessions in the rows with these numbers, the most recently used first.
    func sessions(numbered rows: Set<Int64>) async throws -> [Session] {
        try await read { db in
            let find = try db.cachedStatement(sql: "\(Self.select) WHERE id = ?")
            let sessions = try rows.compactMap { try Row.fetchOne(find, arguments: [$0]).map(Session.init) }
            return sessions.sorted { ($0.lastUsed, $0.id) > ($1.lastUsed, $1.id) }
        }
    }

    /// Changes the name of a session. Throws `RAGError` if it does not exist or the name is invalid or taken.
    package func rename(_ session: Session.ID, to name: String?) async throws {
        let name = try name.map(Session.name)
        try await write { db in
            try Self.refuse(name, unlessOf: session, db)
            try db.execute(sql: "UPDATE sessions SET name = ? WHERE key = ?", arguments: [name, session])
            if db.changesCount == 0 { throw Self.unknown(session) }
        }
    }

    /// Deletes a session with everything that belongs to it, and empties the log. Ignores an unknown ID.
    package func delete(_ session: Session.ID) async throws {
        try await write { try $0.execute(sql: "DELETE FROM sessions WHERE key = ?", arguments: [session]) }
        await emptyLog()
    }

    /// Returns the summary of a session, or nil if it has none.
    package func summary(of session: Session.ID) async throws -> ConversationSummary? {
        try await read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT summary, summaryEnd FROM sessions WHERE key = ? AND summary IS NOT NULL",
                arguments: [session]
            ).map { try ConversationSummary($0.decode(atIndex: 0), lastTurn: $0.decode(atIndex: 1)) }
        }
    }

    /// Stores a summary unless the stored one covers more turns.
    package func keep(_ summary: ConversationSummary, of session: Session.ID) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE sessions SET summary = ?2, summaryEnd = ?3 WHERE key = ?1 AND summaryEnd <= ?3",
                arguments: [session, summary.text.stored, summary.lastTurn]
            )
        }
    }

    /// Returns the error for a session that does not exist or was deleted.
    static func unknown(_ id: Session.ID) -> RAGError {
        RAGError(.failed, "There is no session \(id)", hint: "`kefu sessions` lists all sessions")
    }

    private static func refuse(_ name: String?, unlessOf session: Session.ID, _ db: Database) throws {
        let sql = "SELECT 1 FROM sessions WHERE name = ? AND key <> ?"
        guard let name, try Row.fetchOne(db, sql: sql, arguments: [name, session]) != nil else { return }
        throw RAGError(.failed, "Another session is called \(name)", hint: "Choose another name")
    }

    private static let select = """
        SELECT key, name, beganAt, usedAt, (SELECT count(*) FROM turns WHERE sessionID = sessions.id),
            (SELECT question FROM turns WHERE sessionID = sessions.id ORDER BY number LIMIT 1), owner
        FROM sessions
        """
}

extension Session {
    /// Reads the session in a row of `select`.
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.decode(atIndex: 0),
            name: try row.decode(atIndex: 1),
            owner: try row.decode(atIndex: 6),
            began: Date(timeIntervalSince1970: try row.decode(atIndex: 2)),
            lastUsed: Date(timeIntervalSince1970: try row.decode(atIndex: 3)),
            turnCount: try row.decode(atIndex: 4),
            firstQuestion: try row.decode(atIndex: 5)
        )
    }
}

import Foundation
import GRDB
import RAGCore

extension SQLiteConversationStore {
    /// Inserts a turn under the next number of its session, in one transaction.
    package func append(_ turn: TurnRecord, to session: Session.ID) async throws -> StoredTurn {
        let number = try await write { db in
            let place = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        UPDATE sessions SET lastNumber = lastNumber + 1, usedAt = max(usedAt, ?2) WHERE key = ?1
                        RETURNING id, lastNumber
                        """
                ),
                arguments: [session, turn.askedAt.timeIntervalSince1970]
            )
            guard let place else { throw Self.unknown(session) }
            let number: Int = try place.decode(atIndex: 1)
            try TurnRows.insert(turn, session: place.decode(atIndex: 0), number: number, db)
            return number
        }
        return StoredTurn(session: session, number: number, record: turn)
    }

    /// Returns the last `count` turns of a session, oldest first; all of them if `count` is nil.
    package func turns(of session: Session.ID, last count: Int?) async throws -> [StoredTurn] {
        try await read { try TurnRows.fetch(of: session, last: count, $0) }
    }

    /// Adds feedback; the newest decides the verdict of the turn. Throws `RAGError` if the turn does not exist.
    package func add(_ feedback: Feedback, toTurn number: Int, of session: Session.ID) async throws {
        try await write { db in
            let turn = try Int64.fetchOne(
                db,
                sql: """
                    UPDATE turns SET verdict = ?3
                    WHERE sessionID = (SELECT id FROM sessions WHERE key = ?1) AND number = ?2 RETURNING id
                    """,
                arguments: [session, number, feedback.verdict.rawValue]
            )
            guard let turn else {
                throw RAGError(
                    .failed,
                    "There is no turn \(number) in the session \(session)",
                    hint: "`kefu sessions show \(session)` lists its turns"
                )
            }
            try db.execute(
                sql: "INSERT INTO feedback (turnID, verdict, words, givenAt) VALUES (?, ?, ?, ?)",
                arguments: [
                    turn, feedback.verdict.rawValue, feedback.words?.stored, feedback.givenAt.timeIntervalSince1970,
                ]
            )
        }
    }

    /// Deletes turns in batches of 500, then sessions that are older than `date` and have no turns left.
    package func removeTurns(before date: Date) async throws -> Int {
        let limit = date.timeIntervalSince1970
        var removed = 0
        while try await read({ try Self.isOlder(than: limit, $0) }) {
            // In small batches, so that other writers do not wait long.
            removed += try await write { try Self.removeSome(before: limit, $0) }
        }
        let sessions = try await write { db in
            let sql = """
                DELETE FROM sessions WHERE usedAt < ? AND NOT EXISTS (SELECT 1 FROM turns WHERE sessionID = sessions.id)
                """
            try db.execute(sql: sql, arguments: [limit])
            return db.changesCount
        }
        if removed + sessions > 0 { await emptyLog() }
        return removed
    }

    private static func isOlder(than limit: TimeInterval, _ db: Database) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM turns WHERE askedAt < ?)"
        return try Bool.fetchOne(db, sql: sql, arguments: [limit]) ?? false
    }

    private static func removeSome(before limit: TimeInterval, _ db: Database) throws -> Int {
        let oldest = "FROM turns WHERE askedAt < ? ORDER BY askedAt, id LIMIT 500"
        // A summary repeats what its turns said, so it is deleted with them.
        try db.execute(
            sql: """
                UPDATE sessions SET summary = NULL, summaryEnd = 0
                WHERE summary IS NOT NULL AND id IN (SELECT sessionID \(oldest))
                """,
            arguments: [limit]
        )
        try db.execute(sql: "DELETE FROM turns WHERE id IN (SELECT id \(oldest))", arguments: [limit])
        return db.changesCount
    }
}

import Foundation
import GRDB
import RAGCore

extension SQLiteConversationStore {
    /// Stores an event of a session for the team. Does nothing where the session was erased. Throws `RAGError`.
    package func add(_ kind: TeamEvent.Kind, of session: Session.ID, at date: Date) async throws {
        try await write {
            try $0.execute(
                sql: "INSERT INTO teamEvents (sessionID, kind, dueAt) SELECT id, ?2, ?3 FROM sessions WHERE key = ?1",
                arguments: [session, kind.rawValue, date.timeIntervalSince1970]
            )
        }
    }

    /// Takes the event that is due for the longest time at `now`; nil where none is. No other process takes it until
    /// `retry`, when it is due again if nobody removed it. Throws `RAGError`.
    package func takeEvent(dueAt now: Date, until retry: Date) async throws -> TeamEvent? {
        try await write { db in
            let sql = """
                UPDATE teamEvents SET attempts = attempts + 1, dueAt = ?2
                WHERE id = (SELECT id FROM teamEvents WHERE dueAt <= ?1 ORDER BY dueAt, id LIMIT 1)
                RETURNING id, kind, (SELECT key FROM sessions WHERE sessions.id = sessionID), attempts
                """
            let arguments: StatementArguments = [now.timeIntervalSince1970, retry.timeIntervalSince1970]
            return try Row.fetchOne(db, sql: sql, arguments: arguments).map { row in
                TeamEvent(
                    id: try row.decode(atIndex: 0),
                    kind: try row.decode(atIndex: 1) == TeamEvent.Kind.contactLeft.rawValue
                        ? .contactLeft : .handedOver,
                    session: try row.decode(atIndex: 2),
                    attempts: try row.decode(atIndex: 3)
                )
            }
        }
    }

    /// Returns the time at which the next event is due; nil where none waits. Throws `RAGError`.
    package func nextEventTime() async throws -> Date? {
        try await read { try Double.fetchOne($0, sql: "SELECT min(dueAt) FROM teamEvents") }
            .map(Date.init(timeIntervalSince1970:))
    }

    /// Notes that an event may be sent again from `date` on. Throws `RAGError`.
    package func postpone(_ event: TeamEvent, until date: Date) async throws {
        try await write {
            try $0.execute(
                sql: "UPDATE teamEvents SET dueAt = ? WHERE id = ?",
                arguments: [date.timeIntervalSince1970, event.id]
            )
        }
    }

    /// Removes an event that has arrived, or that is given up. Throws `RAGError`.
    package func remove(_ event: TeamEvent) async throws {
        try await write { try $0.execute(sql: "DELETE FROM teamEvents WHERE id = ?", arguments: [event.id]) }
    }
}

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

    /// Returns the event that is to be sent first, with the time from which it may be sent; nil where none waits.
    /// Throws `RAGError`.
    package func nextEvent() async throws -> (event: TeamEvent, due: Date)? {
        try await read { db in
            let sql = """
                SELECT teamEvents.id, kind, key, attempts, dueAt FROM teamEvents JOIN sessions ON sessions.id = sessionID
                ORDER BY dueAt, teamEvents.id LIMIT 1
                """
            return try Row.fetchOne(db, sql: sql).map { row in
                let event = TeamEvent(
                    id: try row.decode(atIndex: 0),
                    kind: try row.decode(atIndex: 1) == TeamEvent.Kind.contactLeft.rawValue
                        ? .contactLeft : .handedOver,
                    session: try row.decode(atIndex: 2),
                    attempts: try row.decode(atIndex: 3)
                )
                return (event, Date(timeIntervalSince1970: try row.decode(atIndex: 4)))
            }
        }
    }

    /// Notes that an event did not arrive, and may be sent again from `date` on. Throws `RAGError`.
    package func postpone(_ event: TeamEvent, until date: Date) async throws {
        try await write {
            try $0.execute(
                sql: "UPDATE teamEvents SET attempts = attempts + 1, dueAt = ? WHERE id = ?",
                arguments: [date.timeIntervalSince1970, event.id]
            )
        }
    }

    /// Removes an event that has arrived, or that is given up. Throws `RAGError`.
    package func remove(_ event: TeamEvent) async throws {
        try await write { try $0.execute(sql: "DELETE FROM teamEvents WHERE id = ?", arguments: [event.id]) }
    }
}

import Foundation
import GRDB
import RAGCore

extension SQLiteConversationStore {
    /// Stores how the customer of a session wants to be reached; an earlier contact is replaced. Throws `RAGError` if
    /// there is no such session.
    package func keep(_ contact: Contact, of session: Session.ID) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO contacts (sessionID, name, address, words, givenAt)
                    SELECT id, ?2, ?3, ?4, ?5 FROM sessions WHERE key = ?1
                    """,
                arguments: [
                    session, contact.name?.stored, contact.address.stored, contact.words?.stored,
                    contact.givenAt.timeIntervalSince1970,
                ]
            )
            if db.changesCount == 0 { throw Self.unknown(session) }
        }
    }

    /// Returns how the customer of a session wants to be reached; nil if that is not known or was erased.
    package func contact(of session: Session.ID) async throws -> Contact? {
        try await read { db in
            let sql = """
                SELECT name, address, words, givenAt FROM contacts
                WHERE sessionID = (SELECT id FROM sessions WHERE key = ?)
                """
            return try Row.fetchOne(db, sql: sql, arguments: [session]).map { row in
                Contact(
                    name: try row.decode(atIndex: 0),
                    address: try row.decode(atIndex: 1),
                    words: try row.decode(atIndex: 2),
                    at: Date(timeIntervalSince1970: try row.decode(atIndex: 3))
                )
            }
        }
    }

    /// Erases the contacts that were left before `date`, so that nothing of them is on disk. Returns their number.
    @discardableResult
    package func eraseContacts(before date: Date) async throws -> Int {
        let erased = try await write { db in
            try db.execute(sql: "DELETE FROM contacts WHERE givenAt < ?", arguments: [date.timeIntervalSince1970])
            return db.changesCount
        }
        if erased > 0 { await emptyLog() }
        return erased
    }
}

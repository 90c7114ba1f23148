import Foundation
import GRDB
import RAGCore

extension SQLiteConversationStore {
    /// Keeps each hash once for the session. Ignores an unknown ID.
    package func keep(maskedHashes: Set<String>, of session: Session.ID) async throws {
        try await write { db in
            for hash in maskedHashes {
                try db.execute(
                    sql:
                        "INSERT OR IGNORE INTO maskedValues (sessionID, hash) SELECT id, ?2 FROM sessions WHERE key = ?1",
                    arguments: [session, hash]
                )
            }
        }
    }

    /// Returns the sessions in which a customer has words that `isMatch` finds, or a masked value with one of `hashes`;
    /// the last used first.
    ///
    /// The words of a customer are questions, remarks, the contact, and the name, owner and summary of the session.
    /// Answers are the company's words. Reads all of them, about 100,000 turns a second.
    package func sessions(
        withMasked hashes: Set<String>,
        orWords isMatch: @escaping @Sendable (String) -> Bool
    ) async throws -> [Session] {
        let found = try await read { db in
            var found: Set<Int64> = []
            for hash in hashes {
                let sql = "SELECT sessionID FROM maskedValues WHERE hash = ?"
                found.formUnion(try Int64.fetchAll(db, sql: sql, arguments: [hash]))
            }
            let rows = try Row.fetchCursor(db, sql: Self.words)
            while let row = try rows.next() {
                try Task.checkCancellation()
                let id: Int64 = try row.decode(atIndex: 0)
                if !found.contains(id), isMatch(try row.decode(atIndex: 1)) { found.insert(id) }
            }
            return found
        }
        return try await sessions(numbered: found)
    }

    /// Returns the number of turns and of contacts that are older than `date`.
    package func count(before date: Date) async throws -> (turns: Int, contacts: Int) {
        let limit = date.timeIntervalSince1970
        return try await read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM turns WHERE askedAt < ?", arguments: [limit]) ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM contacts WHERE givenAt < ?", arguments: [limit]) ?? 0
            )
        }
    }

    private static let words = """
        SELECT id, name FROM sessions WHERE name IS NOT NULL
        UNION ALL SELECT id, owner FROM sessions WHERE owner IS NOT NULL
        UNION ALL SELECT id, summary FROM sessions WHERE summary IS NOT NULL
        UNION ALL SELECT sessionID, question FROM turns
        UNION ALL SELECT sessionID, standaloneQuestion FROM turns WHERE standaloneQuestion IS NOT NULL
        UNION ALL SELECT sessionID, words FROM feedback JOIN turns ON turns.id = turnID WHERE words IS NOT NULL
        UNION ALL SELECT sessionID, name FROM contacts WHERE name IS NOT NULL
        UNION ALL SELECT sessionID, address FROM contacts
        UNION ALL SELECT sessionID, words FROM contacts WHERE words IS NOT NULL
        """
}

import Foundation
import GRDB
import RAGCore

extension SQLiteConversationStore {
    /// Inserts a key with the SHA-256 of its text, in hexadecimal. Throws `RAGError` if another key has its name.
    package func add(_ key: AccessKey, hash: String) async throws {
        try await write { db in
            let sql = "SELECT 1 FROM accessKeys WHERE name = ?"
            guard try Row.fetchOne(db, sql: sql, arguments: [key.name]) == nil else {
                throw RAGError(
                    .failed,
                    "There is a key called \(key.name) already",
                    hint: "Choose another name, or revoke it with `kefu keys revoke`"
                )
            }
            try db.execute(
                sql: """
                    INSERT INTO accessKeys (id, name, prefix, hash, scope, tags, createdAt)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    key.id, key.name, key.prefix, hash, key.scope.rawValue, JSONColumn.encode(key.tags),
                    key.created.timeIntervalSince1970,
                ]
            )
            try db.execute(
                sql: "INSERT OR IGNORE INTO firstKey (id, madeAt) VALUES (1, ?)",
                arguments: [key.created.timeIntervalSince1970]
            )
        }
    }

    /// Returns all keys, the oldest first.
    package func accessKeys() async throws -> [AccessKey] {
        try await read { try Row.fetchAll($0, sql: "\(Self.selectKeys) ORDER BY createdAt, id").map(AccessKey.init) }
    }

    /// Returns the keys that begin with `prefix`, each with the SHA-256 of its text.
    package func accessKeys(beginningWith prefix: String) async throws -> [(key: AccessKey, hash: String)] {
        try await read { db in
            try Row.fetchAll(db, sql: "\(Self.selectKeys) WHERE prefix = ?", arguments: [prefix])
                .map { (try AccessKey($0), try $0.decode(atIndex: 7)) }
        }
    }

    /// Returns whether there is any key.
    package func hasAccessKeys() async throws -> Bool {
        try await read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM accessKeys)") ?? false }
    }

    /// Returns whether a key was ever made, also one that was revoked since.
    package func hadAccessKeys() async throws -> Bool {
        try await read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM firstKey)") ?? false }
    }

    /// Notes that the key with this id was used.
    package func noteUse(ofKey id: String, at time: Date) async throws {
        try await write {
            try $0.execute(
                sql: "UPDATE accessKeys SET usedAt = ? WHERE id = ?",
                arguments: [time.timeIntervalSince1970, id]
            )
        }
    }

    /// Removes the key with this name or id, and returns it; nil if there is none.
    package func revoke(_ reference: String) async throws -> AccessKey? {
        try await write { db in
            let sql = "\(Self.selectKeys) WHERE id = ?1 OR name = ?1 ORDER BY id = ?1 DESC LIMIT 1"
            let row = try Row.fetchOne(db, sql: sql, arguments: [reference])
            guard let key = try row.map(AccessKey.init) else { return nil }
            try db.execute(sql: "DELETE FROM accessKeys WHERE id = ?", arguments: [key.id])
            return key
        }
    }

    /// Returns the secret of this name. If there is none yet, `make` makes it, and it is stored.
    package func secret(_ name: String, make: @escaping @Sendable () -> String) async throws -> String {
        try await write { db in
            let sql = "SELECT value FROM secrets WHERE name = ?"
            if let known = try String.fetchOne(db, sql: sql, arguments: [name]) { return known }
            let secret = make()
            try db.execute(sql: "INSERT INTO secrets (name, value) VALUES (?, ?)", arguments: [name, secret])
            return secret
        }
    }

    private static let selectKeys = "SELECT id, name, prefix, scope, tags, createdAt, usedAt, hash FROM accessKeys"
}

extension AccessKey {
    /// Reads the key in a row of `selectKeys`.
    fileprivate init(_ row: Row) throws {
        let lastUsed: Double? = try row.decode(atIndex: 6)
        self.init(
            id: try row.decode(atIndex: 0),
            name: try row.decode(atIndex: 1),
            prefix: try row.decode(atIndex: 2),
            scope: try row.decode(atIndex: 3) == Scope.admin.rawValue ? .admin : .ask,
            tags: try JSONColumn.decode(row.decode(atIndex: 4)),
            created: Date(timeIntervalSince1970: try row.decode(atIndex: 5)),
            lastUsed: lastUsed.map { Date(timeIntervalSince1970: $0) }
        )
    }
}

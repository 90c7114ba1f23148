import Foundation
import GRDB
import RAGCore

/// The kinds of database that a workspace has.
package enum DatabaseKind: Sendable, Hashable {
    /// The index of documents, and the embeddings of texts that are not in it.
    case index
    /// The conversations, with keys and contacts.
    case conversations
    /// The states of passages' tokens.
    case tokenStates

    /// Checks the whole file at `url`. For writing, nobody else may use it, and its schema is updated to that of this
    /// program.
    ///
    /// Reads every page. Throws `RAGError` if the file is damaged, is no such database, or was made by a newer kefu.
    package func check(_ url: URL, access: StoreAccess = .readWrite) throws {
        let settings = StoreSettings(migrator: migrator)
        let failure = StoreFailure(file: url, busyTimeout: settings.busyTimeout, messages: messages)
        let pool = try StoreConnection(
            file: url,
            access: access,
            settings: settings,
            failure: failure,
            prepare: prepare
        ).pool()
        do {
            let isWhole = try pool.read { db in
                let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(1)")
                let orphans = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check")
                return faults == ["ok"] && orphans == nil
            }
            pool.invalidateReadOnlyConnections()
            try pool.close()
            if !isWhole { throw failure.damaged }
        } catch {
            throw failure.explain(error)
        }
    }

    /// Returns the names of the migrations that built the database at `url`, in their order. Throws `RAGError`.
    package func schema(of url: URL) throws -> [String] {
        let failure = StoreFailure(file: url, busyTimeout: 0, messages: messages)
        do {
            let applied = try DatabaseQueue(path: url.path).read { try migrator.appliedIdentifiers($0) }
            return migrator.migrations.filter(applied.contains) + applied.subtracting(migrator.migrations).sorted()
        } catch {
            throw failure.explain(error)
        }
    }

    private var migrator: DatabaseMigrator {
        switch self {
        case .index: StoreSchema.migrator
        case .conversations: ConversationSchema.migrator
        case .tokenStates: TokenStateSchema.migrator
        }
    }

    private var messages: StoreMessages {
        switch self {
        case .index: .index
        case .conversations: .conversations
        case .tokenStates: .tokenStates
        }
    }

    private var prepare: @Sendable (Database, StoreAccess) throws -> Void {
        switch self {
        case .index: { try StoreSchema.prepare($0, for: $1) }
        case .conversations: { try ConversationSchema.prepare($0, for: $1) }
        case .tokenStates: { _, _ in }
        }
    }
}

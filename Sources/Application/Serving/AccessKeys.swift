import Foundation
import Ingestion
import Logging
import RAGCore
import SQLiteStore
import Synchronization

/// The keys of the HTTP service. Only their SHA-256 is stored: they hold 256 random bits, so that no slower hash is
/// needed.
package final class AccessKeys: Sendable {
    /// The beginning of every key, by which scanners of secrets recognise one.
    package static let mark = "kefu_"
    private static let prefixLength = mark.count + 6
    private static let useInterval: TimeInterval = 60

    private static let logger = Logger(label: "kefu.server")

    private let store: SQLiteConversationStore
    private let lastUses = Mutex<[String: Date]>([:])

    /// Creates the keys in `store`.
    package init(in store: SQLiteConversationStore) { self.store = store }

    /// Makes a key. Returns its text, which nobody can find out later, and its description. Throws `RAGError` if the
    /// name is invalid or another key has it.
    package func add(
        _ name: String,
        scope: AccessKey.Scope,
        tags: [String]
    ) async throws -> (text: String, key: AccessKey) {
        let text = Self.mark + RandomText.secret()
        let key = AccessKey(
            id: Session.makeID(),
            name: try Session.name(name),
            prefix: String(text.prefix(Self.prefixLength)),
            scope: scope,
            tags: tags,
            created: Date()
        )
        try await store.add(key, hash: ContentHash.of(text))
        return (text, key)
    }

    /// Returns all keys, the oldest first. Throws `RAGError`.
    package func all() async throws -> [AccessKey] { try await store.accessKeys() }

    /// Returns whether there is any key. Throws `RAGError`.
    package func exist() async throws -> Bool { try await store.hasAccessKeys() }

    /// Returns whether a key was ever made: from then on programs on this machine need one, too. Throws `RAGError`.
    package func haveExisted() async throws -> Bool { try await store.hadAccessKeys() }

    /// Removes the key with this name or id, which is refused from then on. Throws `RAGError` if there is none.
    package func revoke(_ reference: String) async throws -> AccessKey {
        guard let key = try await store.revoke(reference) else {
            throw RAGError(.failed, "There is no key \(reference)", hint: "`kefu keys list` lists all keys")
        }
        return key
    }

    /// Returns the key with this text, and notes its use once a minute; nil if there is none. Throws `RAGError`.
    package func find(_ text: String, now: Date = Date()) async throws -> AccessKey? {
        let prefix = String(text.prefix(Self.prefixLength))
        let hash = ContentHash.of(text)
        let found = try await store.accessKeys(beginningWith: prefix).first { $0.hash.isEqualInConstantTime(to: hash) }
        guard let key = found?.key else { return nil }
        let isDue = lastUses.withLock { uses in
            if let last = uses[key.id], now.timeIntervalSince(last) < Self.useInterval { return false }
            uses[key.id] = now
            return true
        }
        if isDue { await noteUse(of: key, at: now) }
        return key
    }

    /// Notes the use of a key. A database that cannot be written to locks nobody out.
    private func noteUse(of key: AccessKey, at time: Date) async {
        do {
            try await store.noteUse(ofKey: key.id, at: time)
        } catch {
            Self.logger.warning(
                "the use of a key was not noted",
                metadata: ["key": "\(key.id)", "type": "\(type(of: error))"]
            )
        }
    }
}

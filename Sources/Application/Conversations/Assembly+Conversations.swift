import Foundation
import Privacy
import RAGCore
import SQLiteStore

extension Assembly {
    /// Returns a recorder of turns, one for all conversations of the process. It opens the store when it is first
    /// needed.
    package func recorder() -> TurnRecorder { recorder { try conversations(.readWrite) } }

    /// Returns a recorder of turns in the store that `open` returns.
    package func recorder(in open: @escaping @Sendable () throws -> any ConversationStore) -> TurnRecorder {
        TurnRecorder(
            price: settings.completion.price,
            keepDays: settings.conversations.keepDays,
            notify: notify,
            open: { settings.conversations.areStored ? try open() : nil }
        )
    }

    /// Opens the stored conversations; private data is masked in all that is written. Throws `RAGError`
    /// (`notConfigured`) where they are only to be read and there are none.
    package func conversations(_ access: StoreAccess) throws -> any ConversationStore {
        masking(try SQLiteConversationStore(at: settings.workspace.conversations, access: access))
    }

    /// Opens the file of conversations for the HTTP service, which also keeps its keys and contacts there. Throws
    /// `RAGError`.
    package func serviceStore() throws -> SQLiteConversationStore {
        return try SQLiteConversationStore(at: settings.workspace.conversations, access: .readWrite)
    }

    /// Returns the conversations in `store`; private data is masked in all that is written.
    package func masking(_ store: SQLiteConversationStore) -> any ConversationStore {
        MaskingConversationStore(store, mask: mask) { try await store.maskedHash(of: $0) }
    }

    /// The mask for private data; the company's own contact is not masked.
    package var mask: PrivateDataMask {
        PrivateDataMask(settings.conversations.maskedKinds, sparing: settings.company.values.map(\.contact))
    }

    /// Opens the stored conversations; nil where nothing was ever stored. Throws `RAGError`.
    package func storedConversations() throws -> (any ConversationStore)? {
        FileManager.default.fileExists(atPath: settings.workspace.conversations.path)
            ? try conversations(.readWrite) : nil
    }

    /// Returns the sessions in which this customer is named, or has left a number or address that was masked; the
    /// last used first. Throws `RAGError`.
    package func sessions(of customer: CustomerQuery) async throws -> [Session] {
        guard FileManager.default.fileExists(atPath: settings.workspace.conversations.path) else { return [] }
        let store = try serviceStore()
        var hashes: Set<String> = []
        for key in customer.keys { hashes.insert(try await store.maskedHash(of: key)) }
        return try await store.sessions(withMasked: hashes, orWords: customer.isNamed)
    }

    /// Returns the session with this name or id, and its store. Throws `RAGError` where there is none.
    package func session(_ reference: String) async throws -> (store: any ConversationStore, session: Session) {
        guard let store = try storedConversations(), let session = try await store.session(reference) else {
            throw RAGError(
                .failed,
                "There is no session \(reference)",
                hint: "`kefu sessions` lists all sessions"
            )
        }
        return (store, session)
    }
}

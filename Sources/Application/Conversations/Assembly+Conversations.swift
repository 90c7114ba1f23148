import Foundation
import Privacy
import RAGCore
import SQLiteStore

/// What was said.
extension Assembly {
    /// What stores the turns of one session.
    package func recorder() -> TurnRecorder {
        TurnRecorder(
            price: settings.completion.price,
            keepDays: settings.conversations.keepDays,
            notify: notify,
            open: { settings.conversations.areStored ? try conversations(.readWrite) : nil }
        )
    }

    /// The stored conversations. Throws `RAGError` (`notConfigured`) where they are to be read and there are none.
    package func conversations(_ access: StoreAccess) throws -> any ConversationStore {
        MaskingConversationStore(
            try SQLiteConversationStore(at: settings.workspace.conversations, access: access),
            mask: mask
        )
    }

    /// Private data that is masked in all that is kept.
    package var mask: PrivateDataMask {
        PrivateDataMask(settings.conversations.maskedKinds, sparing: settings.company.values.map(\.contact))
    }

    /// The stored conversations; nil where nothing was ever stored.
    package func storedConversations() throws -> (any ConversationStore)? {
        FileManager.default.fileExists(atPath: settings.workspace.conversations.path)
            ? try conversations(.readWrite) : nil
    }

    /// The session with this name or id, and where it is kept. Throws `RAGError` where there is none.
    package func session(_ reference: String) async throws -> (store: any ConversationStore, session: Session) {
        guard let store = try storedConversations(), let session = try await store.session(reference) else {
            throw RAGError(
                .failed,
                "There is no session \(reference)",
                hint: "`kefu sessions` lists those that there are"
            )
        }
        return (store, session)
    }
}

import Foundation
import Privacy
import RAGCore
import SQLiteStore

/// What was said.
extension Assembly {
    /// What stores the turns of one session.
    func recorder() -> TurnRecorder {
        TurnRecorder(
            price: settings.completionPrice,
            keepDays: settings.keepDays,
            tell: { [console] in console.error($0) },
            open: { settings.storesConversations ? try conversations(.readWrite) : nil }
        )
    }

    /// The stored conversations. Throws `RAGError` (`notConfigured`) where they are to be read and there are none.
    func conversations(_ access: StoreAccess) throws -> any ConversationStore {
        MaskingConversationStore(
            try SQLiteConversationStore(at: settings.workspace.conversations, access: access),
            mask: mask
        )
    }

    /// Private data that is masked in all that is kept.
    var mask: PrivateDataMask {
        PrivateDataMask(settings.maskedKinds, sparing: settings.company.values.map(\.contact))
    }
}

import RAGCore
import SQLiteStore

extension SQLiteConversationStore {
    /// Returns a hash of a masked number or address that cannot be computed, or tried out, without this store: its
    /// key is a random secret that is stored beside it. Throws `RAGError`.
    func maskedHash(of key: String) async throws -> String {
        let secret = try await secret("masked values") { RandomText.secret() }
        return MessageAuthentication(secret: secret).code(of: key)
    }
}

import RAGCore

/// Chooses the team that takes over a conversation.
package protocol TeamRouter: Sendable {
    /// Returns the name of the team for what a customer said, or nil if it cannot be told. Throws `RAGError` if the
    /// text cannot be compared; the hand-over then names no team.
    func team(for text: String) async throws -> String?
}

/// Writes a question out, so that it can be understood without the conversation.
package protocol QueryRewriter: Sendable {
    /// The whole question; `question` itself where it stands alone. Throws `RAGError`.
    func rewrite(_ question: String, in conversation: Conversation) async throws -> String
}

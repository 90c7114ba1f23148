/// Finds passages for a question that is complete in itself.
package protocol Retriever: Sendable {
    /// Returns at most `limit` passages, best first. Throws `RAGError`.
    func retrieve(_ question: String, limit: Int) async throws -> Retrieval
}

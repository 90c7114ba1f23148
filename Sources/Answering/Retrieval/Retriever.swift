/// Finds passages for a question that stands alone.
package protocol Retriever: Sendable {
    /// What was found, at most `limit` passages, best first. Throws `RAGError`.
    func retrieve(_ question: String, limit: Int) async throws -> Retrieval
}

/// Finds the chunks that share words with a question, best first. What the read side sees of the words in the store.
package protocol KeywordIndex: Sendable {
    /// The chunks that hold at least one of the question's content words and that `filter` allows, at most `limit`, best first
    /// by BM25 over title, headings and text. None where the question has no such words. The question is text, never syntax.
    func matching(_ question: String, limit: Int, where filter: SearchFilter) async throws -> [KeywordHit]
}

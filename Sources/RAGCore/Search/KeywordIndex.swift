/// A search for chunks by the words of a question. The read side of the keyword tables.
package protocol KeywordIndex: Sendable {
    /// Returns the chunks that contain at least one content word of `question` and that `filter` allows.
    ///
    /// At most `limit` chunks, best first by BM25 over title, headings and text. Returns none if the question has no
    /// content word. The question is plain text; nothing in it is query syntax.
    func matching(_ question: String, limit: Int, where filter: SearchFilter) async throws -> [KeywordHit]
}

/// A chunk that shares words with a question.
package struct KeywordHit: Sendable, Hashable {
    /// The store's number of the chunk; valid until its document is replaced.
    package let chunkID: Int64
    /// BM25; higher is better, comparable within one answer of the index only.
    package let score: Float
    /// Share of the question's content words that the chunk holds, each weighted by its inverse document frequency, 0 to 1;
    /// a word that no chunk holds counts as the rarest.
    package let coverage: Float

    package init(chunkID: Int64, score: Float, coverage: Float) {
        self.chunkID = chunkID
        self.score = score
        self.coverage = coverage
    }
}

/// A chunk that shares words with a question.
package struct KeywordHit: Sendable, Hashable {
    /// The store's number of the chunk, valid until its document is replaced.
    package let chunkID: Int64
    /// The BM25 score. Higher is better; only scores of one search can be compared.
    package let score: Float
    /// The share of the question's content words that the chunk contains, 0 to 1, weighted by inverse document
    /// frequency.
    ///
    /// A word that no chunk contains counts as the rarest.
    package let coverage: Float

    /// Creates a hit.
    package init(chunkID: Int64, score: Float, coverage: Float) {
        self.chunkID = chunkID
        self.score = score
        self.coverage = coverage
    }
}

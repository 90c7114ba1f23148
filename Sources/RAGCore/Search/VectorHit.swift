/// A chunk that lies near to a query.
package struct VectorHit: Sendable, Hashable {
    /// The store's number of the chunk; valid until its document is replaced.
    package let chunkID: Int64
    /// Cosine, -1 to 1.
    package let score: Float

    package init(chunkID: Int64, score: Float) {
        self.chunkID = chunkID
        self.score = score
    }
}

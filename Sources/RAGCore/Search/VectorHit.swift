/// A chunk that is near to a query, without its text.
package struct VectorHit: Sendable, Hashable {
    /// The store's number of the chunk, valid until its document is replaced.
    package let chunkID: Int64
    /// The cosine to the query, -1 to 1.
    package let score: Float
    /// The role of the chunk in a program; nil for text.
    package let code: CodePart?

    /// Creates a hit.
    package init(chunkID: Int64, score: Float, code: CodePart? = nil) {
        self.chunkID = chunkID
        self.score = score
        self.code = code
    }
}

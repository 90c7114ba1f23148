/// A chunk that a search found, with where it stands and how near it is.
package struct SearchHit: Sendable, Hashable {
    /// The store's number of the chunk; valid until its document is replaced.
    package let chunkID: Int64
    package let documentPath: String
    package let documentTitle: String
    /// What the document's front matter and source say of it: `url`, `tags` and the like.
    package let documentMetadata: [String: [String]]
    package let chunk: Chunk
    /// Cosine between the question and what was searched, the passage or the question that it answers, -1 to 1. Its scale differs
    /// from model to model.
    package let score: Float

    package init(
        chunkID: Int64,
        documentPath: String,
        documentTitle: String,
        documentMetadata: [String: [String]] = [:],
        chunk: Chunk,
        score: Float
    ) {
        self.chunkID = chunkID
        self.documentPath = documentPath
        self.documentTitle = documentTitle
        self.documentMetadata = documentMetadata
        self.chunk = chunk
        self.score = score
    }
}

/// A chunk that a search found, with where it stands and how near it is.
package struct SearchHit: Sendable, Hashable {
    /// The store's number of the chunk; valid until its document is replaced.
    package let chunkID: Int64
    package let documentPath: String
    package let documentTitle: String
    /// What the document's front matter and source say of it: `url`, `tags` and the like.
    package let documentMetadata: [String: [String]]
    package let chunk: Chunk
    /// Cosine between question and passage, -1 to 1. Its scale differs from model to model.
    package let score: Float
    /// Cosine between question and the question that the chunk is the stored answer to; nil for prose.
    package let questionScore: Float?

    package init(
        chunkID: Int64,
        documentPath: String,
        documentTitle: String,
        documentMetadata: [String: [String]] = [:],
        chunk: Chunk,
        score: Float,
        questionScore: Float? = nil
    ) {
        self.chunkID = chunkID
        self.documentPath = documentPath
        self.documentTitle = documentTitle
        self.documentMetadata = documentMetadata
        self.chunk = chunk
        self.score = score
        self.questionScore = questionScore
    }
}

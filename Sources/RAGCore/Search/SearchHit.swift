/// A chunk that a search found, with its place and its score.
package struct SearchHit: Sendable, Hashable {
    /// The store's number of the chunk, valid until its document is replaced.
    package let chunkID: Int64
    /// `Document.path` of its document.
    package let documentPath: String
    /// `Document.title` of its document.
    package let documentTitle: String
    /// `Document.metadata` of its document: `url`, `tags` and the like.
    package let documentMetadata: [String: [String]]
    /// The passage itself.
    package let chunk: Chunk
    /// The cosine between the question and the passage, or the question that the passage answers, -1 to 1.
    ///
    /// The scale differs from model to model.
    package let score: Float

    /// Creates a hit.
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

    /// Title, headings and the stored question of the passage, as one line.
    package var heading: String { chunk.heading(title: documentTitle) }
}

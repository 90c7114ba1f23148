/// A chunk of the index with the document that it belongs to.
package struct DocumentChunk: Sendable, Hashable {
    /// The ID of the chunk in the index.
    package let chunkID: Int64
    /// The path of the document below the knowledge base.
    package let path: String
    /// The title of the document.
    package let title: String
    /// The front matter of the document and the metadata of its source, such as `tags` and `url`.
    package let metadata: [String: [String]]
    /// The passage itself.
    package let chunk: Chunk

    /// Creates a chunk of a document.
    package init(chunkID: Int64, path: String, title: String, metadata: [String: [String]], chunk: Chunk) {
        self.chunkID = chunkID
        self.path = path
        self.title = title
        self.metadata = metadata
        self.chunk = chunk
    }
}

/// A document with its chunks, whose embeddings are in the cache.
package struct IndexedDocument: Sendable, Hashable {
    /// The document itself.
    package let document: Document
    /// Its chunks in the order of their ordinals.
    package let chunks: [IndexedChunk]

    /// Creates a document with its chunks, ready to be written to a store.
    package init(document: Document, chunks: [IndexedChunk]) {
        self.document = document
        self.chunks = chunks
    }
}

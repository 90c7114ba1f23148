/// A document with its chunks, whose embeddings the cache holds.
package struct IndexedDocument: Sendable, Hashable {
    package let document: Document
    package let chunks: [IndexedChunk]

    package init(document: Document, chunks: [IndexedChunk]) {
        self.document = document
        self.chunks = chunks
    }
}

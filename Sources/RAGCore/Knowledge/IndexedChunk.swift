/// A chunk with the keys of its embeddings in the cache.
package struct IndexedChunk: Sendable, Hashable {
    package let chunk: Chunk
    /// Hash of its `embeddedText`: equal texts share one stored embedding.
    package let textHash: TextHash
    /// Hash of the question it answers, which is embedded by itself; nil for prose.
    package let questionHash: TextHash?

    package init(chunk: Chunk, textHash: TextHash, questionHash: TextHash?) {
        self.chunk = chunk
        self.textHash = textHash
        self.questionHash = questionHash
    }
}

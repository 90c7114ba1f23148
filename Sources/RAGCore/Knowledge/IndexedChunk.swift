/// A chunk with the keys of its embeddings in the cache.
package struct IndexedChunk: Sendable, Hashable {
    /// The passage itself.
    package let chunk: Chunk
    /// The hash of its `embeddedText`. Chunks with equal texts share one stored embedding.
    package let textHash: TextHash
    /// The hash of the question that it answers, which has its own embedding; nil for prose.
    package let questionHash: TextHash?

    /// Creates a chunk with its keys. Does not check that the cache holds them.
    package init(chunk: Chunk, textHash: TextHash, questionHash: TextHash?) {
        self.chunk = chunk
        self.textHash = textHash
        self.questionHash = questionHash
    }
}

import RAGCore

/// A passage as the index stores it, with the vector that a search compares.
struct StoredPassage {
    /// Cache key: a chunk and the index version it was read from.
    struct Key: Hashable {
        let version: IndexVersion
        let column: VectorColumn
        let chunkID: Int64
    }

    let documentPath: String
    let documentTitle: String
    let documentMetadata: [String: [String]]
    let chunk: Chunk
    let vector: Embedding
}

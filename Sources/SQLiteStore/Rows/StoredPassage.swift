import RAGCore

/// A passage, and the vector by which it is searched.
struct StoredPassage {
    /// A passage as it stands in one state of the index; that of another state is another.
    struct Key: Hashable {
        let stamp: IndexStamp
        let column: VectorColumn
        let chunkID: Int64
    }

    let documentPath: String
    let documentTitle: String
    let documentMetadata: [String: [String]]
    let chunk: Chunk
    let vector: Embedding
}

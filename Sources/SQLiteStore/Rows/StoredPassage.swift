import RAGCore

/// Passages read lately, with their vectors: questions are about the same few, and a row takes longer to decode than to compare.
typealias PassageCache = RecentCache<PassageKey, StoredPassage>

/// A passage as it stands in one state of the index; that of another state is another.
struct PassageKey: Hashable {
    let stamp: IndexStamp
    let vectors: SearchedVectors
    let chunkID: Int64
}

/// A passage, and the vector by which it is searched.
struct StoredPassage {
    let documentPath: String
    let documentTitle: String
    let documentMetadata: [String: [String]]
    let chunk: Chunk
    let vector: Embedding
}

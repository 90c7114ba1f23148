/// Which vectors of the chunks are searched.
enum SearchedVectors: String, Sendable, Hashable {
    /// Those of the passages.
    case passages = "embeddingID"
    /// Those of the questions that passages are the stored answers to; prose has none.
    case questions = "questionEmbeddingID"

    /// The column of `chunks` that numbers them.
    var column: String { rawValue }

    /// An index of `chunks` over that column, and what a query must say to use it.
    var index: (name: String, condition: String) {
        switch self {
        case .passages: ("chunksByEmbedding", "TRUE")
        case .questions: ("chunksByQuestion", "questionEmbeddingID IS NOT NULL")
        }
    }
}

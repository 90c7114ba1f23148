/// Which vectors of the chunks are searched: the column of `chunks` that numbers them.
enum VectorColumn: String, Sendable, Hashable {
    /// Those of the passages.
    case passage = "embeddingID"
    /// Those of the questions that passages are the stored answers to; prose has none.
    case question = "questionEmbeddingID"

    /// The column's name.
    var name: String { rawValue }

    /// An index of `chunks` over that column, and what a query must say to use it.
    var index: (name: String, condition: String) {
        switch self {
        case .passage: ("chunksByEmbedding", "TRUE")
        case .question: ("chunksByQuestion", "questionEmbeddingID IS NOT NULL")
        }
    }
}

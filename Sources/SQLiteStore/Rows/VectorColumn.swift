/// A column of `chunks` with the IDs of embeddings: the vectors that a search compares.
enum VectorColumn: String, Sendable, Hashable {
    /// The embeddings of the passages.
    case passage = "embeddingID"
    /// The embeddings of the questions that passages are the stored answers to. Prose has none.
    case question = "questionEmbeddingID"

    /// The name of the column.
    var name: String { rawValue }

    /// An index of `chunks` on the column, and the condition that a query needs to use it.
    var index: (name: String, condition: String) {
        switch self {
        case .passage: ("chunksByEmbedding", "TRUE")
        case .question: ("chunksByQuestion", "questionEmbeddingID IS NOT NULL")
        }
    }
}

import RAGCore

/// A text to be embedded.
struct WantedText: Sendable, Hashable {
    let hash: TextHash
    let text: String
    let role: EmbeddingRole
}

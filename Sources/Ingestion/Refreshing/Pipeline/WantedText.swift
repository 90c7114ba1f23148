import RAGCore

/// A text to embed.
struct WantedText: Sendable, Hashable {
    let hash: TextHash
    let text: String
    let role: EmbeddingRole
}

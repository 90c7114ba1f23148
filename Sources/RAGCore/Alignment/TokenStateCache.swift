/// Keeps the states of passages' tokens, so that a passage goes through the encoder once.
package protocol TokenStateCache: Sendable {
    /// Returns the states that are kept for `texts` in `form`. What is missing or damaged is left out.
    func tokens(of texts: [TextHash], form: String) async throws -> [TextHash: PassageTokens]

    /// Keeps states. Throws `RAGError` if they cannot be written; then nothing is lost but time.
    func keep(_ tokens: [TextHash: PassageTokens], form: String) async throws
}

/// Keeps the states of passages' tokens, so that a passage goes through the encoder once.
package protocol TokenStateCache: Sendable {
    /// Returns the states that are kept for `passages` in `form`. What is missing is left out. Throws `RAGError`.
    func tokens(of passages: [ExactText], form: String) async throws -> [ExactText: PassageTokens]

    /// Keeps states by their passages. Throws `RAGError` if they cannot be written; then only time is lost.
    func keep(_ tokens: [ExactText: PassageTokens], form: String) async throws
}

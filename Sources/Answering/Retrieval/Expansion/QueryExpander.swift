/// Writes further texts to search for, so that a question is found by other words than its own.
package protocol QueryExpander: Sendable {
    /// What it does, in the past tense, for `kefu search --explain`.
    var name: String { get }

    /// Texts to search for besides the question; none where there is nothing to say. Throws `RAGError`.
    func expand(_ question: String) async throws -> [String]
}

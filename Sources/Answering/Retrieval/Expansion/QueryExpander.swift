/// Writes further texts to search for, so that a question is found by other words than its own.
package protocol QueryExpander: Sendable {
    /// The action in the past tense, for `kefu search --explain`.
    var name: String { get }

    /// Returns texts to search for besides the question; empty if there are none. Throws `RAGError`.
    func expand(_ question: String) async throws -> [String]
}

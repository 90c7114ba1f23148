/// Judges how well passages answer a question, each with the question before it: slower than a search, and surer.
package protocol Reranker: Sendable {
    /// The name the provider knows the model by.
    var name: String { get }

    /// What it thinks of `passages`, best first; it may leave some out. Throws `RAGError`.
    func judge(_ passages: [String], for question: String) async throws -> [RerankJudgement]
}

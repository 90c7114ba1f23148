/// A model that judges passages together with the question: slower than a search, and more accurate.
package protocol Reranker: Sendable {
    /// The provider's name of the model.
    var name: String { get }

    /// Returns judgements of `passages`, best first. Some passages may be missing. Throws `RAGError`.
    func judge(_ passages: [String], for question: String) async throws -> [RerankJudgement]
}

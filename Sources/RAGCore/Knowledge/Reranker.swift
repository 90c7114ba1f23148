/// Judges how well passages answer a question, each with the question before it: slower than a search, and surer.
package protocol Reranker: Sendable {
    /// The name the provider knows the model by.
    var name: String { get }

    /// What it thinks of `passages`, best first; it may leave some out. Throws `RAGError`.
    func judge(_ passages: [String], for question: String) async throws -> [RerankJudgement]
}

/// What a reranker thinks of one passage.
package struct RerankJudgement: Sendable, Hashable {
    /// The passage's position in what was asked, from 0.
    package let index: Int
    /// On the model's own scale, higher is better; nil where it tells the order alone.
    package let score: Float?

    package init(index: Int, score: Float?) {
        self.index = index
        self.score = score
    }
}

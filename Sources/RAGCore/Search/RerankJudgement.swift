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

/// A reranker's judgement of one passage.
package struct RerankJudgement: Sendable, Hashable {
    /// The passage's position in the list that was judged, from 0.
    package let index: Int
    /// The score on the model's own scale, higher is better; nil if the model returns an order only.
    package let score: Float?

    /// Creates a judgement.
    package init(index: Int, score: Float?) {
        self.index = index
        self.score = score
    }
}

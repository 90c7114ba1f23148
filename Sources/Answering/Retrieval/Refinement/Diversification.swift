/// Prefers passages that differ from those above them: maximal marginal relevance.
///
/// Source: Carbonell and Goldstein, "The use of MMR, diversity-based reranking for reordering documents and producing
/// summaries" (SIGIR 1998). Relevance is the score of a passage; similarity is the cosine of two passages as sets of
/// words.
package struct Diversification: Refinement {
    /// The weight of relevance: 1 for relevance alone, 0 for difference alone.
    private let lambda: Float

    /// The least number of passages that are chosen from.
    private static let candidates = 20

    /// Creates the step with the weight `lambda` of relevance, 0 to 1.
    package init(lambda: Float) {
        self.lambda = lambda
    }

    /// The step, for `kefu search --explain`.
    package var name: String { "spread by maximal marginal relevance" }

    /// Returns `limit`, but at least 20.
    package func depth(for limit: Int) -> Int { max(limit, Self.candidates) }

    /// Returns all passages in the order in which they are chosen.
    package func refine(_ passages: [RankedPassage], for question: String) async throws -> [RankedPassage] {
        let contents = passages.map { PassageContent($0.hit) }
        return Self.order(relevance: passages.map(\.score), lambda: lambda) {
            contents[$0].similarity(to: contents[$1])
        }.map { choice in
            var passage = passages[choice.index]
            passage.score = choice.score
            return passage
        }
    }

    /// Returns all candidates in the order in which they are chosen. The score is lambda * relevance + (1 - lambda) *
    /// (1 - similarity to the most similar of those chosen before), 0 to 1 and never rising. Equal ones keep their
    /// order.
    static func order(
        relevance: [Float],
        lambda: Float,
        similarity: (Int, Int) -> Float
    ) -> [(index: Int, score: Float)] {
        var nearest = [Float](repeating: 0, count: relevance.count)
        var waiting = Array(relevance.indices)
        var chosen: [(index: Int, score: Float)] = []
        func score(_ index: Int) -> Float { lambda * relevance[index] + (1 - lambda) * (1 - nearest[index]) }
        while let best = waiting.indices.max(by: { (score(waiting[$0]), $1) < (score(waiting[$1]), $0) }) {
            let index = waiting.remove(at: best)
            chosen.append((index, score(index)))
            for other in waiting { nearest[other] = max(nearest[other], similarity(index, other)) }
        }
        return chosen
    }
}

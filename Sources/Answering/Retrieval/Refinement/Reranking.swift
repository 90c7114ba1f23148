import RAGCore

/// Reorders the best passages with a reranker. If it fails, the order stays.
package struct Reranking: Refinement {
    private let reranker: any Reranker
    private let passages: Int

    /// Creates the step. Only the best `passages` are judged, because a reranker costs by the passage. The others
    /// stay behind them.
    package init(by reranker: any Reranker, passages: Int = 20) {
        self.reranker = reranker
        self.passages = passages
    }

    /// The step and the reranker, for `kefu search --explain`.
    package var name: String { "best \(passages) reranked by \(reranker.name)" }

    /// Returns `limit`, but at least the number of passages that are judged.
    package func depth(for limit: Int) -> Int { max(limit, passages) }

    /// Returns the judged passages in their new order, followed by the others. Throws `RAGError` if the reranker
    /// fails or judges none.
    package func refine(_ found: [RankedPassage], for question: String) async throws -> [RankedPassage] {
        let judged = found.prefix(passages)
        guard judged.count > 1 else { return found }
        let texts = judged.map { $0.hit.chunk.embeddedText(title: $0.hit.documentTitle) }
        let judgements = try await reranker.judge(texts, for: question)
        Trace.mark("passages reranked")
        let order = Self.order(of: judged.count, by: judgements)
        guard order.contains(where: { $0.judgement != nil }) else {
            throw RAGError(.serviceFailed, "The reranker \(reranker.name) judged none of the passages")
        }
        return Self.reranked(Array(judged), order) + found.dropFirst(passages).map { $0.scaled(by: 0.5) }
    }

    /// Returns the positions 0..<count: those with a judgement in its order, then the others in theirs. Judgements of
    /// positions that do not exist, and all but the first of the same position, are ignored.
    static func order(
        of count: Int,
        by judgements: [RerankJudgement]
    ) -> [(index: Int, judgement: RerankJudgement?)] {
        var seen: Set<Int> = []
        let valid = judgements.filter { (0..<count).contains($0.index) && seen.insert($0.index).inserted }
        return valid.map { ($0.index, $0) } + (0..<count).filter { !seen.contains($0) }.map { ($0, nil) }
    }

    /// Returns the passages with scores from 1 down to 0.5 in even steps, because the scales of rerankers cannot be
    /// compared.
    private static func reranked(
        _ passages: [RankedPassage],
        _ order: [(index: Int, judgement: RerankJudgement?)]
    ) -> [RankedPassage] {
        order.enumerated().map { place, next in
            var passage = passages[next.index]
            passage.score = 1 - 0.5 * Float(place) / Float(order.count)
            passage.relevance = next.judgement?.score
            return passage
        }
    }
}

extension RankedPassage {
    /// Returns the passage with its score multiplied by `factor`.
    fileprivate func scaled(by factor: Float) -> RankedPassage {
        var scaled = self
        scaled.score *= factor
        return scaled
    }
}

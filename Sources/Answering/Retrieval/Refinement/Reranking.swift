import RAGCore

/// Puts the best passages in the order in which a reranker sees them. Where it fails, the old order stands.
package struct Reranking: Refinement {
    private let reranker: any Reranker
    private let passages: Int

    /// The best `passages` are judged, which the reranker is paid for; the others stay behind them.
    package init(by reranker: any Reranker, passages: Int = 20) {
        self.reranker = reranker
        self.passages = passages
    }

    package var name: String { "best \(passages) reranked by \(reranker.name)" }

    package func depth(for limit: Int) -> Int { max(limit, passages) }

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

    /// Positions 0..<count: those with a judgement in its order, then the others in theirs. Judgements of what is not there,
    /// and all but the first of the same, do not count.
    static func order(
        of count: Int,
        by judgements: [RerankJudgement]
    ) -> [(index: Int, judgement: RerankJudgement?)] {
        var seen: Set<Int> = []
        let valid = judgements.filter { (0..<count).contains($0.index) && seen.insert($0.index).inserted }
        return valid.map { ($0.index, $0) } + (0..<count).filter { !seen.contains($0) }.map { ($0, nil) }
    }

    /// Scores from 1 down to 0.5, in even steps: rerankers' own scales say nothing beside another's.
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
    /// With its score multiplied.
    fileprivate func scaled(by factor: Float) -> RankedPassage {
        var scaled = self
        scaled.score *= factor
        return scaled
    }
}

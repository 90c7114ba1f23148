import RAGCore

/// Mixes the scores of both sides of a search into one ranking.
///
/// The scores of each side are scaled to 0...1: cosines from the lowest candidate to the highest, BM25 from zero to
/// the highest. Passages are ranked by the weighted sum. A cosine weight of 0.7 is the best or near it on all
/// evaluation sets, in one language and across two. Reciprocal rank fusion (Cormack et al., 2009) is worse than the
/// cosine side alone on three of them.
package struct ScoreMix: Sendable, Hashable {
    /// The weight of the cosine side, 0 to 1.
    package let vectorWeight: Float

    /// Creates a mix in which the cosine side has the weight `vectorWeight` and the keyword side the rest.
    package init(vectorWeight: Float = 0.7) {
        self.vectorWeight = vectorWeight
    }

    /// A candidate with its mixed score.
    struct Ranked: Sendable, Hashable {
        let chunkID: Int64
        let score: Float
    }

    /// Returns `ranking` in the order of `scores`. Equal scores keep their order.
    static func reordered(_ ranking: [Ranked], by scores: [Int64: Float]) -> [Ranked] {
        ranking.enumerated()
            .map { (place: $0, ranked: Ranked(chunkID: $1.chunkID, score: scores[$1.chunkID] ?? $1.score)) }
            .sorted { ($1.ranked.score, $0.place) < ($0.ranked.score, $1.place) }
            .map(\.ranked)
    }

    /// A function or another part of a program that shares words with the question.
    struct Function: Sendable, Hashable {
        let chunkID: Int64
        let cosine: Float
        /// The BM25 score, at least 0.
        let words: Float
        let part: CodePart
    }

    /// Returns all candidates of either side, best first. Equal scores keep the order of the cosine side. A side with
    /// the weight 0 has no candidates.
    ///
    /// Programs among the candidates are ranked by `CodeScore`, on the scale of the others. `code` holds those that
    /// share words with the question.
    func ranking(vectors: [VectorHit], keywords: [KeywordHit], code: [Function] = []) -> [Ranked] {
        let vectors = vectorWeight > 0 ? vectors : []
        let keywords = vectorWeight < 1 ? keywords : []
        let highest = vectors.first?.score ?? 0
        let lowest = vectors.last?.score ?? 0
        var scores: [Int64: Float] = [:]
        var order: [Int64] = []
        for hit in vectors where hit.code == nil {
            let share = highest > lowest ? (hit.score - lowest) / (highest - lowest) : 1
            scores[hit.chunkID] = vectorWeight * share
            order.append(hit.chunkID)
        }
        let best = keywords.first?.score ?? 0
        for hit in keywords where best > 0 {
            if scores[hit.chunkID] == nil { order.append(hit.chunkID) }
            scores[hit.chunkID, default: 0] += (1 - vectorWeight) * max(0, hit.score / best)
        }
        let scale = CodeScore(vectorWeight: vectorWeight, cosines: min(lowest, highest)...max(lowest, highest))
        let programs = scale.scores(of: code, among: vectors)
        for (chunkID, score) in programs {
            scores[chunkID] = score
            order.append(chunkID)
        }
        let range = max(1, programs.map(\.score).max() ?? 1)
        return order.enumerated()
            .map { (place: $0, ranked: Ranked(chunkID: $1, score: scores[$1] ?? 0)) }
            .sorted { ($1.ranked.score, $0.place) < ($0.ranked.score, $1.place) }
            .map(\.ranked)
            .map { programs.isEmpty ? $0 : Ranked(chunkID: $0.chunkID, score: max(0, $0.score / range)) }
    }
}

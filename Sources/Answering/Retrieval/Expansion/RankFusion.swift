/// Fuses rankings by the ranks of the passages in them: reciprocal rank fusion.
///
/// Source: Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank learning
/// methods" (SIGIR 2009), with its constant of 60. Over further wordings of a question: RAG-Fusion (Rackauckas,
/// 2024).
enum RankFusion {
    private static let constant: Float = 60

    /// Returns the passages of all rankings, best first, with a score of 1 for a passage that leads all of them.
    /// Equal ones stay in the order of the rankings. A passage keeps the details that the first ranking gives it; a
    /// passage that is not in the first ranking has none.
    static func fused(_ rankings: [[RankedPassage]]) -> [RankedPassage] {
        var fused: [RankedPassage] = []
        var places: [Int64: Int] = [:]
        for (number, ranking) in rankings.enumerated() {
            for (rank, passage) in ranking.enumerated() {
                let share = (constant + 1) / (constant + Float(rank + 1)) / Float(rankings.count)
                if let place = places[passage.hit.chunkID] {
                    fused[place].score += share
                } else {
                    places[passage.hit.chunkID] = fused.count
                    var passage = number == 0 ? passage : RankedPassage(hit: passage.hit, score: 0)
                    passage.score = share
                    fused.append(passage)
                }
            }
        }
        return fused.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(
            \.element
        )
    }
}

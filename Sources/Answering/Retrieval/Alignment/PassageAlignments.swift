import RAGCore

/// The alignments of a question with the passages of a search.
struct PassageAlignments: Sendable {
    /// The question's tokens.
    let question: QuestionTokens
    /// The alignments by the number of the passage.
    let alignments: [Int64: Alignment]
    /// The weight of the alignments in the ranking, 0 to 1.
    let weight: Float

    /// The least number of passages for a background.
    private static let leastBackground = 5

    /// The best score; nil without alignments.
    var best: Float? { alignments.values.map(\.score).max() }

    /// The distance of the best score to the mean of the passages after the first five: how far the best passage stands
    /// out from those that are merely about the same things. nil if there are few passages.
    var lead: Float? { lead(\.score) }

    /// The same on the layer before the last, which tells better whether the passage answers or is about the same
    /// thing.
    var innerLead: Float? { lead(\.innerScore) }

    /// How far the third of the question's tokens that stand out least stand out in the best passage, in standard
    /// deviations of the others; nil if there are few passages.
    var weakestLead: Float? {
        guard hasBackground, let best = alignments.values.max(by: { $0.score < $1.score }) else { return nil }
        return TokenLeads(of: best.cosines.last, among: alignments.values.map(\.cosines.last)).weakest
    }

    /// The content words of the question that none of the best passages says in any way.
    var uncoveredWords: [String] {
        let best = alignments.values.sorted { $0.score > $1.score }.prefix(TokenLeads.leading)
        return QuestionWords(question).uncovered(by: best)
    }

    private var hasBackground: Bool { alignments.count >= TokenLeads.leading + Self.leastBackground }

    private func lead(_ score: (Alignment) -> Float) -> Float? {
        let scores = alignments.values.map(score).sorted(by: >)
        guard hasBackground, let best = scores.first else { return nil }
        let background = scores.dropFirst(TokenLeads.leading)
        return best - background.reduce(0, +) / Float(background.count)
    }

    /// Returns `scores`, those of passages by their numbers, with the alignments mixed in.
    ///
    /// The layer before the last orders better than the last: with both to choose from, a ranking fitted on five sets
    /// gave nearly all weight to it. Both sides are scaled to 0...1 over the passages that have an alignment. A
    /// passage without one keeps its score.
    func mixed(into scores: [Int64: Float]) -> [Int64: Float] {
        let compared = scores.filter { alignments[$0.key] != nil }
        let aligned = compared.keys.compactMap { alignments[$0]?.innerScore }
        guard let low = compared.values.min(), let high = compared.values.max(), let worst = aligned.min(),
            let best = aligned.max(), high > low, best > worst
        else { return scores }
        var mixed = scores
        for (chunkID, score) in compared {
            guard let alignment = alignments[chunkID] else { continue }
            let share = (alignment.innerScore - worst) / (best - worst)
            mixed[chunkID] = low + (1 - weight) * (score - low) + weight * (high - low) * share
        }
        return mixed
    }
}

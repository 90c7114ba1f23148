import Guard
import RAGCore

/// Chooses which hits a completion model gets to see; the one place that keeps to the token budget of passages. What says the same
/// is merged before (`Deduplication`).
struct ContextBuilder: Sendable {
    /// Most passages.
    let passages: Int
    /// Most tokens that headings and passages may take together, as `TokenEstimator` counts.
    let tokenBudget: Int

    /// The best hits that fit, best first, numbered from 1. The first always goes in: an answer from
    /// a passage over budget is better than none. A passage that gives orders is none to answer from; that takes longer to tell
    /// than whether it fits.
    func passages(from hits: [SearchHit]) -> [SearchHit] {
        var chosen: [SearchHit] = []
        var spent = 0
        for hit in hits {
            guard chosen.count < passages else { break }
            let cost = TokenEstimator.count(hit.heading) + TokenEstimator.count(hit.chunk.text)
            guard chosen.isEmpty || spent + cost <= tokenBudget else { continue }
            guard InjectionSigns.found(in: hit.promptText).isEmpty else { continue }
            spent += cost
            chosen.append(hit)
        }
        return chosen
    }
}

import Guard
import RAGCore

/// Chooses the passages that a completion model sees within their token budget. Near-duplicates were merged before
/// (`Deduplication`).
struct ContextBuilder: Sendable {
    /// The most passages.
    let passages: Int
    /// The most tokens of headings and passages together, as `TokenEstimator` counts.
    let tokenBudget: Int

    /// Returns the best hits that fit, best first. The first hit is always included, because an answer from a passage
    /// over budget is better than none. Passages with signs of prompt injection are left out; they are tested last,
    /// because that takes longest.
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

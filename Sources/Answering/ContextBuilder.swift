import Guard
import RAGCore

/// A passage with the number by which an answer cites it.
struct NumberedPassage: Sendable, Hashable {
    let number: Int
    let hit: SearchHit

    /// Title, headings and the stored question, as one line.
    var heading: String { hit.chunk.heading(title: hit.documentTitle) }

    /// When the document was last changed, else when it was written, in the words of its front matter; nil where that says neither.
    var date: String? { (hit.documentMetadata["updated"] ?? hit.documentMetadata["date"])?.first }

    /// All that the model reads of it: heading, date and text.
    var evidence: String { [heading, date, hit.chunk.text].compactMap(\.self).joined(separator: "\n") }
}

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
    func passages(from hits: [SearchHit]) -> [NumberedPassage] {
        var chosen: [NumberedPassage] = []
        var spent = 0
        for hit in hits {
            guard chosen.count < passages else { break }
            let passage = NumberedPassage(number: chosen.count + 1, hit: hit)
            let cost = TokenEstimator.count(passage.heading) + TokenEstimator.count(hit.chunk.text)
            guard chosen.isEmpty || spent + cost <= tokenBudget else { continue }
            guard InjectionSigns.found(in: passage.evidence).isEmpty else { continue }
            spent += cost
            chosen.append(passage)
        }
        return chosen
    }
}

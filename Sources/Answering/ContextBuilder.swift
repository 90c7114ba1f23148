import RAGCore

/// A passage with the number by which an answer cites it.
struct NumberedPassage: Sendable, Hashable {
    let number: Int
    let hit: SearchHit

    /// Title and headings, as one line.
    var heading: String {
        var parts = [hit.documentTitle]
        for heading in hit.chunk.headingPath where heading != parts.last { parts.append(heading) }
        return parts.filter { !$0.isEmpty }.joined(separator: " › ")
    }
}

/// Chooses which hits a completion model gets to see.
struct ContextBuilder: Sendable {
    /// Most tokens that headings and passages may take together, as `TokenEstimator` counts.
    let tokenBudget: Int

    /// The best hits that fit, best first, each text once, numbered from 1. The first always goes in: an answer from
    /// a passage over budget is better than none.
    func passages(from hits: [SearchHit]) -> [NumberedPassage] {
        var chosen: [NumberedPassage] = []
        var seen: Set<String> = []
        var spent = 0
        for hit in hits where seen.insert(hit.chunk.text).inserted {
            let passage = NumberedPassage(number: chosen.count + 1, hit: hit)
            let cost = TokenEstimator.count(passage.heading) + TokenEstimator.count(hit.chunk.text)
            guard chosen.isEmpty || spent + cost <= tokenBudget else { continue }
            spent += cost
            chosen.append(passage)
        }
        return chosen
    }
}

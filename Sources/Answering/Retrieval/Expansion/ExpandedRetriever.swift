import RAGCore

/// Searches for the question and for further texts and fuses the rankings. If no text can be written, the question is
/// searched for alone. The evidence is always that of the question.
package struct ExpandedRetriever: Retriever {
    private let base: any Retriever
    private let expander: any QueryExpander
    private let further: any Retriever

    /// The number of passages of each ranking that are fused.
    private static let depth = 100

    /// Creates a retriever. `further` searches for the texts that `expander` writes; without it, `base` does.
    package init(_ base: any Retriever, by expander: any QueryExpander, searching further: (any Retriever)? = nil) {
        self.base = base
        self.expander = expander
        self.further = further ?? base
    }

    /// Returns the fused ranking. Throws `RAGError` if the search fails; a failure of the expander only leaves a
    /// notice.
    package func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
        let depth = max(limit, Self.depth)
        // In parallel: one waits for the network while the other computes.
        async let texts = expander.expand(question)
        var found = try await base.retrieve(question, limit: depth)
        do {
            let wordings = try await texts
            Trace.mark("further wordings written")
            let rankings = try await retrieve(wordings, limit: depth)
            if !rankings.isEmpty { found.passages = RankFusion.fused([found.passages] + rankings) }
            found.steps.append(RetrievalStep(expander.name, found.passages, details: wordings))
        } catch let error as RAGError {
            found.steps.append(RetrievalStep(expander.name, found.passages, problem: error.description))
        }
        return found.prefix(limit)
    }

    /// Returns the passages of each text, in the order of the texts.
    private func retrieve(_ texts: [String], limit: Int) async throws -> [[RankedPassage]] {
        try await withThrowingTaskGroup(of: (Int, [RankedPassage]).self) { group in
            for (place, text) in texts.enumerated() {
                group.addTask { (place, try await further.retrieve(text, limit: limit).passages) }
            }
            var rankings = [[RankedPassage]](repeating: [], count: texts.count)
            for try await (place, passages) in group { rankings[place] = passages }
            return rankings
        }
    }
}

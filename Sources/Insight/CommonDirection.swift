import RAGCore

/// Removes from embeddings the direction that all texts of a model share, so that one threshold serves every model.
///
/// The vectors of a sentence encoder are close to their mean: with multilingual-e5-small two unrelated questions have
/// a cosine of 0.82 (English) to 0.86 (Chinese), two that mean the same 0.87 to 0.91. Without the mean (Mu and
/// Viswanath, "All-but-the-Top", ICLR 2018) unrelated questions have a cosine near 0, and groups are better: see
/// `TextGrouping.threshold`.
package struct CommonDirection: Sendable, Hashable {
    private let mean: [Float]

    /// Computes the mean of `embeddings` and of `background`, unrelated texts that together count as much as `weight`
    /// texts: a few questions about one subject must not lose what they have in common. Returns nil without any
    /// embedding.
    package init?(of embeddings: [Embedding], background: [Embedding], weight: Float) {
        guard let dimensions = (background.first ?? embeddings.first)?.dimensions else { return nil }
        var mean = [Float](repeating: 0, count: dimensions)
        func add(_ embedding: Embedding, _ share: Float) {
            for (index, component) in embedding.components.enumerated() { mean[index] += share * component }
        }
        let whole = Float(embeddings.count) + (background.isEmpty ? 0 : weight)
        for embedding in embeddings { add(embedding, 1 / whole) }
        for embedding in background { add(embedding, weight / whole / Float(background.count)) }
        self.mean = mean
    }

    /// Returns `embedding` without the common direction, or unchanged if nothing would be left.
    package func removed(from embedding: Embedding) -> Embedding {
        Embedding(normalizing: zip(embedding.components, mean).map { $0 - $1 }) ?? embedding
    }
}

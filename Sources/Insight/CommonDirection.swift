import RAGCore

/// Takes out of embeddings what all of a model's have in common, so that one threshold serves every model.
///
/// The vectors of a sentence encoder stand close together around their mean: with multilingual-e5-small two unrelated
/// questions have a cosine of 0.82 (English) to 0.86 (Chinese), two that mean the same 0.87 to 0.91. Without the mean
/// (Mu and Viswanath, "All-but-the-Top", ICLR 2018) unrelated ones stand near 0, and the groups come out better: see `QuestionGrouping`.
package struct CommonDirection: Sendable, Hashable {
    private let mean: [Float]

    /// The mean of `embeddings` and of `background`, texts of every kind, that count as much as `weight` texts: a few questions
    /// about one thing must not lose what they have in common. nil where there is nothing to take it from.
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

    /// `embedding` without it; itself where nothing would be left.
    package func removed(from embedding: Embedding) -> Embedding {
        Embedding(normalizing: zip(embedding.components, mean).map { $0 - $1 }) ?? embedding
    }
}

import RAGCore

/// The output of the network for one window.
struct WindowOutput: Sendable {
    let window: WindowPlan.Window
    /// The last rows, [tokens][width], with those of the marks, or their mean, [width].
    let values: [Float]
}

extension WindowOutput {
    /// Returns one embedding for each of `texts` texts: the mean of its windows, weighted by their tokens without
    /// marks.
    ///
    /// `means` may come in any order, as threads finish them. The sum is always taken in the order of the text. Throws
    /// `RAGError` if the mean of a text is zero or not finite, which only damaged weights cause.
    static func embeddings(of texts: Int, from means: [WindowOutput], model: EmbeddingModel) throws -> [Embedding] {
        var parts = [[WindowOutput]](repeating: [], count: texts)
        for mean in means { parts[mean.window.text].append(mean) }
        return try parts.map { windows in
            guard let embedding = Embedding(normalizing: weightedSum(windows)) else {
                throw RAGError(
                    .failed,
                    "The embedding model \(model) computed a vector that is zero or not finite",
                    hint: "Its file may be damaged: delete it and run scripts/setup"
                )
            }
            return embedding
        }
    }

    private static func weightedSum(_ windows: [WindowOutput]) -> [Float] {
        let ordered = windows.sorted { $0.window.tokens.lowerBound < $1.window.tokens.lowerBound }
        guard let first = ordered.first else { return [] }
        if ordered.count == 1 { return first.values }
        var sum = [Float](repeating: 0, count: first.values.count)
        for part in ordered {
            let weight = Float(part.window.tokens.count)
            for index in sum.indices { sum[index] += weight * part.values[index] }
        }
        return sum
    }
}

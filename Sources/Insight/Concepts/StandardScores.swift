import RAGCore

/// Scores in standard deviations from the mean of a collection (z-scores).
enum StandardScores {
    /// Texts that a language needs for a mean and a deviation of its own.
    private static let least = 30

    /// Returns `values` in standard deviations from their mean; zeros if all are equal.
    static func of(_ values: [Float]) -> [Float] {
        guard !values.isEmpty else { return [] }
        let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
        let variance = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(values.count)
        let deviation = variance.squareRoot()
        // Less than the rounding of a cosine is no difference.
        guard deviation > 1e-6 else { return values.map { _ in 0 } }
        return values.map { Float((Double($0) - mean) / deviation) }
    }

    /// Returns `values` in standard deviations from the mean of their language; languages with few texts are compared
    /// with all texts.
    static func of(_ values: [Float], in languages: [Language?]) -> [Float] {
        var scores = of(values)
        for language in [Language.chinese, .english] {
            let rows = languages.indices.filter { languages[$0] == language }
            guard rows.count >= least, rows.count < values.count else { continue }
            for (row, score) in zip(rows, of(rows.map { values[$0] })) { scores[row] = score }
        }
        return scores
    }
}

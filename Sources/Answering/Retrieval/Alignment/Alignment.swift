import RAGCore

/// The comparison of a question with one passage word by word.
package struct Alignment: Sendable, Hashable {
    /// The weighted mean of the cosines on the last layer, -1 to 1.
    package let score: Float
    /// The weighted mean of the cosines on the layer before, -1 to 1.
    package let innerScore: Float
    /// The cosines of the question's tokens.
    package let cosines: TokenCosines

    /// Creates an alignment whose scores are means with `weights`, which add up to 1.
    init(cosines: TokenCosines, weights: [Float]) {
        func mean(_ cosines: [Float]) -> Float { zip(cosines, weights).reduce(0) { $0 + $1.0 * $1.1 } }
        self.cosines = cosines
        score = mean(cosines.last)
        innerScore = mean(cosines.inner)
    }
}

/// The comparison of a question with one passage word by word.
package struct Alignment: Sendable, Hashable {
    /// The weighted mean of `cosines`, -1 to 1.
    package let score: Float
    /// For each token of the question the largest cosine to a token of the passage, -1 to 1.
    package let cosines: [Float]

    /// Creates an alignment whose score is the mean of `cosines` with `weights`, which add up to 1.
    init(cosines: [Float], weights: [Float]) {
        self.cosines = cosines
        score = zip(cosines, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
}

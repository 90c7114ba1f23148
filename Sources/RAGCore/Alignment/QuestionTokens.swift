/// The tokens of a question with their states.
package struct QuestionTokens: Sendable, Hashable {
    /// The text of each token. One that begins a word has the sign `▁` in front, as in SentencePiece.
    package let pieces: [String]
    /// The weight of each token, by how rare it is; they add up to 1.
    package let weights: [Float]
    /// The states on both layers, [2][tokens][width].
    package let states: [Int8]

    /// Creates the tokens from arrays of equal counts. `weights` need not add up to 1.
    package init(pieces: [String], weights: [Float], states: [Int8]) {
        self.pieces = pieces
        let total = weights.reduce(0, +)
        self.weights = total > 0 ? weights.map { $0 / total } : weights
        self.states = states
    }
}

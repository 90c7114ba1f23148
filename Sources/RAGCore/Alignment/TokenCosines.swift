/// The cosines of a question's tokens to the tokens of a passage, on two layers of the encoder.
///
/// The last layer knows best what a text is about, the one before it which words it says.
package struct TokenCosines: Sendable, Hashable {
    /// For each token of the question the largest cosine to a token of the passage on the layer before the last.
    package let inner: [Float]
    /// The same on the last layer.
    package let last: [Float]

    /// Creates cosines, -1 to 1, from arrays of equal counts.
    package init(inner: [Float], last: [Float]) {
        self.inner = inner
        self.last = last
    }
}

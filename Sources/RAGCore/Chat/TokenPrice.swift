/// The prices of a completion model, in the currency of the settings.
package struct TokenPrice: Sendable, Hashable {
    /// The price of a million tokens that the model reads.
    package let input: Double
    /// The price of a million tokens that the model writes.
    package let output: Double

    /// Creates prices for a million tokens each.
    package init(input: Double, output: Double) {
        self.input = input
        self.output = output
    }

    /// Returns the price of `usage`.
    package func cost(of usage: TokenUsage) -> Double {
        (Double(usage.input) * input + Double(usage.output) * output) / 1_000_000
    }
}

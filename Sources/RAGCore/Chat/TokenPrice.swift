/// What a completion model's tokens cost, in whatever currency its prices are given.
package struct TokenPrice: Sendable, Hashable {
    /// Price of a million tokens that the model reads, and of a million that it writes.
    package let input: Double
    package let output: Double

    package init(input: Double, output: Double) {
        self.input = input
        self.output = output
    }

    package func cost(of usage: TokenUsage) -> Double {
        (Double(usage.input) * input + Double(usage.output) * output) / 1_000_000
    }
}

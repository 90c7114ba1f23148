/// The number of tokens of a request and its reply.
package struct TokenUsage: Sendable, Hashable, Codable {
    /// The tokens that the model read.
    package var input: Int
    /// The tokens that the model wrote.
    package var output: Int

    /// Creates a usage from the two counts.
    package init(input: Int, output: Int) {
        self.input = input
        self.output = output
    }
}

/// Tokens a request cost.
package struct TokenUsage: Sendable, Hashable, Codable {
    package var input: Int
    package var output: Int

    package init(input: Int, output: Int) {
        self.input = input
        self.output = output
    }
}

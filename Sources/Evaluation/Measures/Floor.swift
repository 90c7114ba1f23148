/// The least that a measure may be.
package struct Floor: Sendable, Hashable, CustomStringConvertible {
    package let measure: Measure
    package let value: Double

    /// Reads `recall@5=0.9`; nil where it is no measure with a number from 0 to 1.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let measure = Measure(parts[0]), let value = Double(parts[1]), (0...1).contains(value)
        else { return nil }
        self.measure = measure
        self.value = value
    }

    package var description: String { "\(measure)=\(value)" }
}

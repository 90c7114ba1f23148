/// The lowest value that a measure may have.
package struct Floor: Sendable, Hashable, CustomStringConvertible {
    /// The measure that is checked.
    package let measure: Measure
    /// The lowest value, 0 to 1.
    package let value: Double

    /// Reads `recall@5=0.9`; returns nil unless it is a measure with a number from 0 to 1.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let measure = Measure(parts[0]), let value = Double(parts[1]), (0...1).contains(value)
        else { return nil }
        self.measure = measure
        self.value = value
    }

    /// The floor as it is written on the command line.
    package var description: String { "\(measure)=\(value)" }
}

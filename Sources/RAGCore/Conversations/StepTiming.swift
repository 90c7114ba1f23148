/// The duration of one step of answering.
package struct StepTiming: Sendable, Hashable, Codable {
    /// The step in the words of the code: `search`, `first word`.
    package let step: String
    /// The duration in milliseconds.
    package let milliseconds: Double

    /// Creates a timing.
    package init(_ step: String, milliseconds: Double) {
        self.step = step
        self.milliseconds = milliseconds
    }
}

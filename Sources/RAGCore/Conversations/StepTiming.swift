/// How long one step took.
package struct StepTiming: Sendable, Hashable, Codable {
    /// What was done, in the words of the code: `search`, `first word`.
    package let step: String
    package let milliseconds: Double

    package init(_ step: String, milliseconds: Double) {
        self.step = step
        self.milliseconds = milliseconds
    }
}

/// The answer of a classifier for one text.
package struct ClassDecision: Sendable, Hashable {
    /// The number of the most probable class.
    package let label: Int
    /// The probability that the text belongs to `label`, 0 to 1. It counts the chance that it belongs to no class.
    package let probability: Double
    /// The probability that the text belongs to none of the classes, 0 to 1.
    package let none: Double
    /// The second most probable class; nil if there is only one other answer.
    package let second: Int?

    /// Whether the text more likely belongs to none of the classes than to any of them.
    package var isNone: Bool { none > 0.5 }
}

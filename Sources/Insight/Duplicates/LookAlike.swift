/// Two texts that are near to each other and may still say different things.
package struct LookAlike: Sendable, Hashable {
    /// The difference between them, as far as it is known.
    package enum Difference: String, Sendable, Hashable, Codable {
        /// A number, an amount, a date, a time or a code.
        case number
        /// A name.
        case name
        /// A denial, or a limit in the other direction.
        case negation
        /// Another kind of question (when, where, how much), or the same words in another order.
        case question
        /// Only words.
        case words
    }

    /// The position of one text.
    package let first: Int
    /// The position of the other text.
    package let second: Int
    /// Their cosine, without the mean of their language.
    package let cosine: Float
    /// The difference between them.
    package let difference: Difference
}

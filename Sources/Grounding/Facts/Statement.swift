/// A fact in the words of a text.
package struct Statement: Sendable, Hashable {
    /// The number, time, day or code.
    package let fact: Fact
    /// The words of the text that state it.
    package let text: String
    /// Whether an answer needs a source for it. `一个` and `a day` count nothing and need none.
    package let isDemanding: Bool
    /// The side of the number that is meant: above in `超过 15 天`, below in `within 24 hours`; nil if only the
    /// number is.
    package var bound: Bound?
    /// The tokens of the fact among all tokens of its text.
    package let tokens: Range<Int>

    /// A side of a number.
    package enum Bound: Sendable, Hashable { case below, above }
}

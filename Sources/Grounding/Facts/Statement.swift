/// A fact in the words of a text.
struct Statement: Sendable, Hashable {
    let fact: Fact
    let text: String
    /// Whether an answer needs a source for it. `一个` and `a day` count nothing and need none.
    let isDemanding: Bool
    /// The side of the number that is meant: above in `超过 15 天`, below in `within 24 hours`; nil if only the
    /// number is.
    var bound: Bound?

    enum Bound: Sendable, Hashable { case below, above }
}

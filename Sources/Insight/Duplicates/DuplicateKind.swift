/// How texts say the same, strictest first.
package enum DuplicateKind: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// The same letters, digits and signs; case, width, spaces and punctuation may differ.
    case exact
    /// The same content words in the same order; greetings, fillers and endings may differ.
    case wording
    /// Other words for the same, without a number, name or denial that only one of them has.
    case meaning

    /// Returns whether the first kind is the nearer one: equal texts before equal wording before equal meaning.
    package static func < (one: DuplicateKind, other: DuplicateKind) -> Bool { one.rawValue < other.rawValue }
}

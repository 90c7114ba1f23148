/// The counterparts of an entry, best first.
package struct TextMatch: Sendable, Hashable {
    /// A text of the other side.
    package struct Counterpart: Sendable, Hashable {
        /// Its position in the other list.
        package let position: Int
        /// How near it is, corrected for how near both are to everything; comparable within one entry.
        package let score: Float
        /// The cosine of both, each without the mean of its side and language.
        package let cosine: Float
    }

    /// The best counterparts; none if the other side is empty.
    package let counterparts: [Counterpart]
    /// How far the best score is above the threshold; negative without a counterpart. Infinite where no threshold
    /// could be chosen.
    package let strength: Float
    /// Whether the entry has a counterpart at all.
    package let isFound: Bool
}

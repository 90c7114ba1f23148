import RAGCore

/// A passage that was found and then merged into another one.
package struct AbsorbedPassage: Sendable, Hashable {
    /// The reason for merging.
    package enum Reason: Sendable, Hashable {
        /// The other passage contains everything that this one does. `overlap` is the share of its word pairs in the
        /// other one.
        case duplicate(overlap: Float)
        /// The passage stands next to the other one in the document and was joined with it.
        case neighbour
    }

    /// The passage.
    package let hit: SearchHit
    /// The reason why it is not listed.
    package let reason: Reason
}

import RAGCore

/// A passage that was found and is no longer listed, since another one says it too.
package struct AbsorbedPassage: Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
        /// It says nothing that the other does not say; the share of its word pairs that the other holds.
        case duplicate(overlap: Float)
        /// It stands beside the other one and was joined with it.
        case neighbour
    }

    package let hit: SearchHit
    package let reason: Reason
}

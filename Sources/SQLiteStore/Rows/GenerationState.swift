/// The purpose that a store keeps a generation for. At most one generation is in each state.
package enum GenerationState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Searches read it.
    case current
    /// It was current before.
    case previous
    /// It is not complete yet.
    case building
}

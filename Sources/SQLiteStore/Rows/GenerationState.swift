/// What a generation is kept for; at most one is in each state.
package enum GenerationState: String, Sendable, Hashable, Codable, CaseIterable {
    /// It answers.
    case current
    /// It answered before.
    case previous
    /// It is not whole yet.
    case building
}

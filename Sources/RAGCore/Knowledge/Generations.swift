/// The generations that a store keeps: at most one of each kind.
package struct Generations: Sendable, Hashable, Codable {
    /// The generation that searches read.
    package var current: Generation?
    /// The generation that was current before; a rollback brings it back.
    package var previous: Generation?
    /// The generation that is being built and becomes current when it is published.
    package var building: Generation?
    /// The recipe that was rolled back. It is not built again as long as the settings name it.
    package var withdrawn: GenerationRecipe?

    /// Creates the set of kept generations, empty by default.
    package init(
        current: Generation? = nil,
        previous: Generation? = nil,
        building: Generation? = nil,
        withdrawn: GenerationRecipe? = nil
    ) {
        self.current = current
        self.previous = previous
        self.building = building
        self.withdrawn = withdrawn
    }
}

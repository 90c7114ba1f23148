/// The generations that a store keeps: at most one of each kind.
package struct Generations: Sendable, Hashable, Codable {
    /// The one that answers.
    package var current: Generation?
    /// The one that answered before; a rollback brings it back.
    package var previous: Generation?
    /// The one that will answer once it is whole.
    package var building: Generation?
    /// The recipe that was rolled back from: not built again as long as the settings name it.
    package var withdrawn: GenerationRecipe?

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

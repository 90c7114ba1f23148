import Foundation

/// What an index is made with. A change of either means a new generation, built beside the one that answers.
package struct GenerationRecipe: Sendable, Hashable, Codable {
    /// The space that its embeddings lie in.
    package let model: EmbeddingModel
    /// Version and settings of the chunker, such as `chunker/1 256+32`.
    package let chunker: String

    package init(model: EmbeddingModel, chunker: String) {
        self.model = model
        self.chunker = chunker
    }
}

/// One whole state of the index, made with one recipe. Readers see the current one alone.
package struct Generation: Sendable, Hashable, Codable, Identifiable {
    package let id: Int64
    package let recipe: GenerationRecipe
    package let startedAt: Date
    /// When it first became the current one; nil while it is being built.
    package let publishedAt: Date?

    package init(id: Int64, recipe: GenerationRecipe, startedAt: Date, publishedAt: Date?) {
        self.id = id
        self.recipe = recipe
        self.startedAt = startedAt
        self.publishedAt = publishedAt
    }
}

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

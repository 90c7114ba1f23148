import Foundation

/// One complete build of the index with one recipe. Searches see the current one only.
package struct Generation: Sendable, Hashable, Codable, Identifiable {
    /// The store's number of the generation, never used again for another.
    package let id: Int64
    /// The model and chunker that it is built with.
    package let recipe: GenerationRecipe
    /// When its build began.
    package let startedAt: Date
    /// When it first became the current one; nil while it is being built.
    package let publishedAt: Date?

    /// Creates a generation. Stores number them.
    package init(id: Int64, recipe: GenerationRecipe, startedAt: Date, publishedAt: Date?) {
        self.id = id
        self.recipe = recipe
        self.startedAt = startedAt
        self.publishedAt = publishedAt
    }
}

import Foundation

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

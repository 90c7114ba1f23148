/// The embedding model and chunker that a generation is built with.
///
/// If one of them changes, a new generation is built beside the current one.
package struct GenerationRecipe: Sendable, Hashable, Codable {
    /// The model of the embeddings.
    package let model: EmbeddingModel
    /// The version and settings of the chunker, such as `chunker/1 256+32`.
    package let chunker: String

    /// Creates a recipe.
    package init(model: EmbeddingModel, chunker: String) {
        self.model = model
        self.chunker = chunker
    }
}

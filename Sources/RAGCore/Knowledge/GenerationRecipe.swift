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

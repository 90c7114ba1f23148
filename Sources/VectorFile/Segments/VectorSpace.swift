/// Which vectors a file holds; only files of equal spaces can stand for one another.
package struct VectorSpace: Sendable, Hashable {
    /// The key of the embedding model, as it is stored.
    package let model: String
    /// Which generation of the index.
    package let generation: Int64
    package let dimensions: Int

    package init(model: String, generation: Int64 = 0, dimensions: Int) {
        self.model = model
        self.generation = generation
        self.dimensions = dimensions
    }
}

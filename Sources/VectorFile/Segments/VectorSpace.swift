/// The kind of vectors that a file holds. Only files of equal spaces are interchangeable.
package struct VectorSpace: Sendable, Hashable {
    /// The key under which the store keeps the embedding model.
    package let model: String
    /// The generation of the index.
    package let generation: Int64
    /// The number of components of each vector.
    package let dimensions: Int

    /// Creates a space; its generation is 0 unless given.
    package init(model: String, generation: Int64 = 0, dimensions: Int) {
        self.model = model
        self.generation = generation
        self.dimensions = dimensions
    }
}

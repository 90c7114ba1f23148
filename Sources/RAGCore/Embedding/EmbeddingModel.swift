/// The identity of a vector space.
package struct EmbeddingModel: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The provider's name of the model, such as `text-embedding-3-small`.
    package let name: String
    /// The number of dimensions that is requested; nil for the model's default.
    package let dimensions: Int?

    /// Creates the identity of a model, with its default dimensions unless others are given.
    package init(name: String, dimensions: Int? = nil) {
        self.name = name
        self.dimensions = dimensions
    }

    /// `name`, or `name/dimensions`: the key under which embeddings are stored.
    package var description: String { dimensions.map { "\(name)/\($0)" } ?? name }
}

/// The identity of a vector space.
package struct EmbeddingModel: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The name the provider knows the model by, such as `text-embedding-3-small`.
    package let name: String
    /// Number of dimensions asked for; nil for the model's own.
    package let dimensions: Int?

    package init(name: String, dimensions: Int? = nil) {
        self.name = name
        self.dimensions = dimensions
    }

    /// `name`, or `name/dimensions`: the key under which embeddings are stored.
    package var description: String { dimensions.map { "\(name)/\($0)" } ?? name }
}

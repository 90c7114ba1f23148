/// A vector that a search found.
package struct VectorMatch: Sendable, Hashable {
    package let id: Int64
    /// Its product with the query: the cosine, where both have length 1.
    package let score: Float
}

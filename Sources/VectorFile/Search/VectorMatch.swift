/// A vector that a search found.
package struct VectorMatch: Sendable, Hashable {
    /// The ID under which the vector was written.
    package let id: Int64
    /// The product with the query. This is the cosine if both have length 1.
    package let score: Float
}

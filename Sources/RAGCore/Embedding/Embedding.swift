/// A unit-length vector that places a text in meaning space.
package struct Embedding: Sendable, Hashable {
    /// Components of a vector of length 1, as many as the model has dimensions.
    package let components: [Float]

    /// Scales `components` to unit length; nil where they have no direction (all zero, none) or are not finite.
    package init?(normalizing components: [Float]) {
        let squares = components.withUnsafeBufferPointer { Similarity.dot($0, $0) }
        guard squares.isFinite, squares > 0 else { return nil }
        let scale = 1 / squares.squareRoot()
        guard scale.isFinite else { return nil }
        self.components = components.map { $0 * scale }
    }

    /// Takes components that are known to have unit length, such as those read back from a store.
    package init(unitLength components: [Float]) {
        self.components = components
    }

    /// How many components there are.
    package var dimensions: Int { components.count }

    /// Cosine of the angle to `other`, -1 to 1; nil where the two differ in dimension and so cannot be compared.
    package func cosine(to other: Embedding) -> Float? {
        guard dimensions == other.dimensions else { return nil }
        return components.withUnsafeBufferPointer { mine in
            other.components.withUnsafeBufferPointer { theirs in Similarity.dot(mine, theirs) }
        }
    }
}

/// A unit-length vector that places a text in meaning space.
package struct Embedding: Sendable, Hashable {
    /// The components of a vector of length 1, as many as the model has dimensions.
    package let components: [Float]

    /// Scales `components` to unit length.
    ///
    /// Returns nil if they have no direction (all zero, or none at all) or if one of them is not finite.
    package init?(normalizing components: [Float]) {
        let squares = components.withUnsafeBufferPointer { Similarity.dot($0, $0) }
        guard squares.isFinite, squares > 0 else { return nil }
        let scale = 1 / squares.squareRoot()
        guard scale.isFinite else { return nil }
        self.components = components.map { $0 * scale }
    }

    /// Wraps components that already have unit length, such as those read from a store. Does not check them.
    package init(unitLength components: [Float]) {
        self.components = components
    }

    /// The number of components.
    package var dimensions: Int { components.count }

    /// Returns the cosine of the angle to `other`, -1 to 1, or nil if the two have different dimensions.
    package func cosine(to other: Embedding) -> Float? {
        guard dimensions == other.dimensions else { return nil }
        return components.withUnsafeBufferPointer { mine in
            other.components.withUnsafeBufferPointer { theirs in Similarity.dot(mine, theirs) }
        }
    }
}

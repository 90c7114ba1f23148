import CLinearAlgebra
import RAGCore

/// A table of vectors of one dimension, one row a text.
package struct VectorTable: Sendable, Hashable {
    /// The number of components of a row; 0 in an empty table.
    package let dimensions: Int
    /// The components of all rows, one row after another.
    package var components: [Float]

    /// The number of rows.
    package var count: Int { dimensions == 0 ? 0 : components.count / dimensions }

    /// Creates a table of embeddings of one model.
    package init(_ embeddings: [Embedding]) {
        dimensions = embeddings.first?.dimensions ?? 0
        var components: [Float] = []
        components.reserveCapacity(dimensions * embeddings.count)
        for embedding in embeddings {
            precondition(embedding.dimensions == dimensions, "Embeddings of different models have no common table")
            components += embedding.components
        }
        self.components = components
    }

    /// Creates a table of rows that lie one after another. The number of components must be a multiple of `dimensions`.
    package init(components: [Float], dimensions: Int) {
        precondition(dimensions > 0 ? components.count % dimensions == 0 : components.isEmpty)
        self.dimensions = dimensions
        self.components = components
    }

    /// The components of a row.
    package subscript(row: Int) -> ArraySlice<Float> {
        components[(row * dimensions)..<((row + 1) * dimensions)]
    }

    /// Returns the rows at `positions`, in that order.
    package func rows(_ positions: some Collection<Int>) -> VectorTable {
        var chosen: [Float] = []
        chosen.reserveCapacity(positions.count * dimensions)
        for position in positions { chosen += self[position] }
        return VectorTable(components: chosen, dimensions: dimensions)
    }

    /// Returns the mean of all rows; empty in an empty table.
    package func mean() -> [Float] {
        guard count > 0 else { return [] }
        // Sums of single precision lose digits over 100,000 rows.
        var sums = [Double](repeating: 0, count: dimensions)
        components.withUnsafeBufferPointer { components in
            for row in 0..<count {
                let start = row * dimensions
                for column in 0..<dimensions { sums[column] += Double(components[start + column]) }
            }
        }
        return sums.map { Float($0 / Double(count)) }
    }

    /// Returns the rows without `mean`, each scaled to unit length; a row that equals the mean stays zero.
    ///
    /// The vectors of a sentence encoder share a large common part, which hides what tells texts apart. Clusters and
    /// classes need it removed, anomalies need it kept.
    package func centred(on mean: [Float]) -> VectorTable {
        var table = self
        table.subtract(mean)
        return table.scaledToUnitLength()
    }

    private mutating func subtract(_ mean: [Float]) {
        let (rows, dimensions) = (count, dimensions)
        components.withUnsafeMutableBufferPointer { components in
            for row in 0..<rows {
                for column in 0..<dimensions { components[row * dimensions + column] -= mean[column] }
            }
        }
    }

    /// Returns the rows scaled to unit length; a row of zeros stays as it is.
    package func scaledToUnitLength() -> VectorTable {
        var table = self
        let (rows, dimensions) = (count, dimensions)
        table.components.withUnsafeMutableBufferPointer { components in
            for row in 0..<rows {
                let values = UnsafeMutableBufferPointer(
                    rebasing: components[(row * dimensions)..<((row + 1) * dimensions)]
                )
                let squares = Similarity.dot(UnsafeBufferPointer(values), UnsafeBufferPointer(values))
                guard squares > 0 else { continue }
                let scale = 1 / squares.squareRoot()
                for column in 0..<dimensions { values[column] *= scale }
            }
        }
        return table
    }

    /// Returns the products of all rows with all rows of `other`: `count` rows of `other.count` numbers. Both tables
    /// must have the same dimensions.
    package func products(with other: VectorTable) -> [Float] {
        precondition(dimensions == other.dimensions, "Tables of different dimensions have no products")
        return [Float](unsafeUninitializedCapacity: count * other.count) { products, filled in
            filled = count * other.count
            guard filled > 0 else { return }
            components.withUnsafeBufferPointer { own in
                other.components.withUnsafeBufferPointer { theirs in
                    la_product(
                        LA_PLAIN,
                        LA_TRANSPOSED,
                        Int32(count),
                        Int32(other.count),
                        Int32(dimensions),
                        1,
                        own.baseAddress,
                        Int32(dimensions),
                        theirs.baseAddress,
                        Int32(dimensions),
                        0,
                        products.baseAddress,
                        Int32(other.count)
                    )
                }
            }
        }
    }
}

import RAGCore

/// The mean vectors of classes.
struct ClassMeans {
    /// One row a class; zeros for a class without texts.
    let table: VectorTable
    /// The number of texts of each class.
    let counts: [Int]

    /// Computes the means of the rows of `table` that have the same label, a number below `classes`.
    init(_ table: VectorTable, labels: [Int], classes: Int) {
        let dimensions = table.dimensions
        var sums = [Float](repeating: 0, count: classes * dimensions)
        var counts = [Int](repeating: 0, count: classes)
        table.components.withUnsafeBufferPointer { components in
            sums.withUnsafeMutableBufferPointer { sums in
                for (row, label) in labels.enumerated() {
                    counts[label] += 1
                    for column in 0..<dimensions {
                        sums[label * dimensions + column] += components[row * dimensions + column]
                    }
                }
                for label in 0..<classes where counts[label] > 0 {
                    for column in 0..<dimensions { sums[label * dimensions + column] /= Float(counts[label]) }
                }
            }
        }
        self.table = VectorTable(components: sums, dimensions: dimensions)
        self.counts = counts
    }
}

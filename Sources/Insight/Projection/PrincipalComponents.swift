import CLinearAlgebra

/// The directions in which the rows of a table differ most (principal component analysis).
package struct PrincipalComponents: Sendable, Hashable {
    /// The mean of the rows.
    package let mean: [Float]
    /// One direction a row, of unit length, that of the greatest variance first. Its greatest component is positive.
    package let axes: VectorTable
    /// The variance along each axis, in the same order.
    package let variances: [Double]

    /// A direction with a smaller share of the greatest variance is rounding noise of single precision.
    private static let leastShare = 1e-6
    /// Rows that are read at a time, so few that they stay in the cache for both kinds of sums.
    private static let block = 1_024
    /// Blocks whose products are summed in single precision before they are added in double precision.
    private static let singleBlocks = 8

    /// Finds the first `count` components of `table`; fewer where the rows differ in fewer directions, none where all
    /// are equal.
    package init(of table: VectorTable, count: Int) {
        let dimensions = table.dimensions
        let rows = Double(max(1, table.count))
        let (sums, products) = Self.sums(of: table)
        let mean = sums.map { Float($0 / rows) }
        var covariance = products
        // The mean is removed from the products, which saves a copy of the table. Only the upper triangle is needed.
        covariance.withUnsafeMutableBufferPointer { covariance in
            for row in 0..<dimensions {
                for column in row..<dimensions {
                    let place = row * dimensions + column
                    covariance[place] = covariance[place] / rows - Double(mean[row]) * Double(mean[column])
                }
            }
        }
        let squares = (0..<dimensions).reduce(0) { $0 + Double(mean[$1] * mean[$1]) }
        let sought = min(max(0, count), dimensions)
        var values = [Double](repeating: 0, count: sought)
        var vectors = [Double](repeating: 0, count: sought * dimensions)
        let succeeded = sought > 0 && la_top_eigen(Int32(dimensions), &covariance, Int32(sought), &vectors, &values)
        // What is left of equal rows after the subtraction is rounding noise of the mean, not a direction.
        let least = max((values.last ?? 0) * Self.leastShare, squares * Self.leastShare * 10)
        let order = succeeded ? (0..<sought).reversed().prefix { values[$0] > least } : []
        var axes: [Float] = []
        for place in order {
            let axis = vectors[(place * dimensions)..<((place + 1) * dimensions)]
            // The sign of an eigenvector is arbitrary.
            let greatest = axis.max { abs($0) < abs($1) } ?? 1
            axes += axis.map { Float(greatest < 0 ? -$0 : $0) }
        }
        self.mean = mean
        self.axes = VectorTable(components: axes, dimensions: axes.isEmpty ? 0 : dimensions)
        variances = order.map { values[$0] }
    }

    /// Returns the coordinates of the rows of `table` along the axes: `axes.count` numbers a row.
    package func coordinates(of table: VectorTable) -> [Float] {
        guard axes.count > 0 else { return [] }
        var coordinates = table.products(with: axes)
        let centre = VectorTable(components: mean, dimensions: mean.count).products(with: axes)
        coordinates.withUnsafeMutableBufferPointer { coordinates in
            var place = 0
            for _ in 0..<table.count {
                for value in centre {
                    coordinates[place] -= value
                    place += 1
                }
            }
        }
        return coordinates
    }

    /// Returns the sums of the columns, and of the products of all columns with one another. Of the products, only the
    /// upper triangle is filled.
    private static func sums(of table: VectorTable) -> (columns: [Double], products: [Double]) {
        let dimensions = table.dimensions
        var columns = [Double](repeating: 0, count: dimensions)
        var products = [Double](repeating: 0, count: dimensions * dimensions)
        let ones = [Float](repeating: 1, count: block)
        let width = Int32(dimensions)
        table.components.withUnsafeBufferPointer { components in
            for start in stride(from: 0, to: table.count, by: block * singleBlocks) {
                var columnPart = [Float](repeating: 0, count: dimensions)
                var productPart = [Float](repeating: 0, count: dimensions * dimensions)
                for first in stride(from: start, to: min(start + block * singleBlocks, table.count), by: block) {
                    let rows = Int32(min(block, table.count - first))
                    let part = components.baseAddress.map { $0 + first * dimensions }
                    la_add_gram(rows, width, part, width, &productPart)
                    la_product(LA_PLAIN, LA_PLAIN, 1, width, rows, 1, ones, rows, part, width, 1, &columnPart, width)
                }
                add(productPart, to: &products)
                add(columnPart, to: &columns)
            }
        }
        return (columns, products)
    }

    private static func add(_ part: [Float], to sums: inout [Double]) {
        part.withUnsafeBufferPointer { part in
            sums.withUnsafeMutableBufferPointer { sums in
                for place in 0..<part.count { sums[place] += Double(part[place]) }
            }
        }
    }
}

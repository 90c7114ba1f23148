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
    /// Rows whose products are summed in single precision before they are added in double precision.
    private static let block = 8_192

    /// Finds the first `count` components of `table`; fewer where the rows differ in fewer directions, none where all
    /// are equal.
    package init(of table: VectorTable, count: Int) {
        let dimensions = table.dimensions
        let rows = Double(max(1, table.count))
        let (sums, products) = Self.sums(of: table)
        let mean = sums.map { Float($0 / rows) }
        var covariance = products
        // The mean is removed from the products, which saves a copy of the table.
        for row in 0..<dimensions {
            for column in 0..<dimensions {
                covariance[row * dimensions + column] =
                    covariance[row * dimensions + column] / rows - Double(mean[row]) * Double(mean[column])
            }
        }
        let squares = (0..<dimensions).reduce(0) { $0 + Double(mean[$1] * mean[$1]) }
        var values = [Double](repeating: 0, count: dimensions)
        let succeeded = dimensions > 0 && la_eigen(Int32(dimensions), &covariance, &values)
        // What is left of equal rows after the subtraction is rounding noise of the mean, not a direction.
        let least = max((values.last ?? 0) * Self.leastShare, squares * Self.leastShare * 10)
        let order = succeeded ? (0..<dimensions).reversed().prefix { values[$0] > least }.prefix(max(0, count)) : []
        var axes: [Float] = []
        for place in order {
            let axis = covariance[(place * dimensions)..<((place + 1) * dimensions)]
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

    /// Returns the sums of the columns, and of the products of all columns with one another.
    private static func sums(of table: VectorTable) -> (columns: [Double], products: [Double]) {
        let dimensions = table.dimensions
        var columns = [Double](repeating: 0, count: dimensions)
        var products = [Double](repeating: 0, count: dimensions * dimensions)
        var columnPart = [Float](repeating: 0, count: dimensions)
        var productPart = [Float](repeating: 0, count: dimensions * dimensions)
        let ones = [Float](repeating: 1, count: block)
        let width = Int32(dimensions)
        table.components.withUnsafeBufferPointer { components in
            for start in stride(from: 0, to: table.count, by: block) {
                let rows = Int32(min(block, table.count - start))
                let part = components.baseAddress.map { $0 + start * dimensions }
                la_gram(rows, width, part, width, &productPart)
                for place in products.indices { products[place] += Double(productPart[place]) }
                la_product(LA_PLAIN, LA_PLAIN, 1, width, rows, 1, ones, rows, part, width, 0, &columnPart, width)
                for place in columns.indices { columns[place] += Double(columnPart[place]) }
            }
        }
        return (columns, products)
    }
}

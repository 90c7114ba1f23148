import CLinearAlgebra
import RAGCore

/// Lloyd's algorithm in matrix products, without the rows that cannot have changed their cluster.
///
/// A row keeps an upper bound of the distance to its centre and a lower bound of that to any other (Hamerly, "Making
/// k-means even faster", 2010). While they do not meet, the row is not compared.
struct LloydPasses {
    private let table: VectorTable
    private let squares: [Float]
    private var centres: VectorTable
    private var assignments: [Int32]
    private var upper: [Float]
    private var lower: [Float]
    /// The sums and numbers of the rows of each cluster.
    private var sums: [Double]
    private var sizes: [Int]

    /// Rows that are compared at a time.
    private static let block = 1_024
    /// Bounds are sums of rounded numbers: they must differ by more than this share of the distance.
    private static let slack: Float = 1e-4

    init(_ table: VectorTable, centres: VectorTable) {
        (self.table, self.centres) = (table, centres)
        squares = Self.squares(of: table)
        assignments = Array(repeating: -1, count: table.count)
        upper = Array(repeating: .infinity, count: table.count)
        lower = Array(repeating: 0, count: table.count)
        sums = Array(repeating: 0, count: centres.components.count)
        sizes = Array(repeating: 0, count: centres.count)
    }

    /// Assigns each row to its nearest centre. Returns the number of rows that changed their cluster.
    mutating func assign() -> Int {
        let half = halfDistances()
        let lengths = Self.squares(of: centres)
        var moved = 0
        var rows: [Int] = []
        rows.reserveCapacity(Self.block)
        var scratch = [Float](repeating: 0, count: Self.block * max(table.dimensions, 1))
        var products = [Float](repeating: 0, count: Self.block * centres.count)
        func isOpen(_ row: Int) -> Bool {
            guard assignments[row] >= 0 else { return true }
            return upper[row] * (1 + Self.slack) >= max(lower[row], half[Int(assignments[row])])
        }
        var row = 0
        while row < table.count {
            rows.removeAll(keepingCapacity: true)
            while row < table.count, rows.count < Self.block {
                if isOpen(row) { rows.append(row) }
                row += 1
            }
            if rows.isEmpty { break }
            multiply(rows, &scratch, &products)
            moved += settle(rows, products, lengths)
        }
        return moved
    }

    /// Writes the products of `rows` with all centres.
    private func multiply(_ rows: [Int], _ scratch: inout [Float], _ products: inout [Float]) {
        let dimensions = table.dimensions
        let isRun = rows[rows.count - 1] - rows[0] == rows.count - 1
        table.components.withUnsafeBufferPointer { components in
            scratch.withUnsafeMutableBufferPointer { scratch in
                if !isRun {
                    for (place, row) in rows.enumerated() {
                        let own = UnsafeBufferPointer(
                            rebasing: components[(row * dimensions)..<((row + 1) * dimensions)]
                        )
                        _ = UnsafeMutableBufferPointer(rebasing: scratch[(place * dimensions)...]).update(from: own)
                    }
                }
                let left =
                    isRun
                    ? components.baseAddress.map { $0 + rows[0] * dimensions } : UnsafePointer(scratch.baseAddress)
                centres.components.withUnsafeBufferPointer { right in
                    products.withUnsafeMutableBufferPointer { products in
                        la_product(
                            LA_PLAIN,
                            LA_TRANSPOSED,
                            Int32(rows.count),
                            Int32(centres.count),
                            Int32(dimensions),
                            1,
                            left,
                            Int32(dimensions),
                            right.baseAddress,
                            Int32(dimensions),
                            0,
                            products.baseAddress,
                            Int32(centres.count)
                        )
                    }
                }
            }
        }
    }

    /// Assigns `rows` by their products with all centres. Returns how many changed their cluster.
    private mutating func settle(_ rows: [Int], _ products: [Float], _ lengths: [Float]) -> Int {
        var moved = 0
        let number = centres.count
        products.withUnsafeBufferPointer { products in
            for (place, row) in rows.enumerated() {
                var best: (cluster: Int, value: Float) = (0, .infinity)
                var second = Float.infinity
                for cluster in 0..<number {
                    let value = lengths[cluster] - 2 * products[place * number + cluster]
                    if value < best.value {
                        second = best.value
                        best = (cluster, value)
                    } else if value < second {
                        second = value
                    }
                }
                upper[row] = max(0, squares[row] + best.value).squareRoot()
                lower[row] = max(0, squares[row] + second).squareRoot()
                if Int(assignments[row]) != best.cluster {
                    transfer(row, from: Int(assignments[row]), to: best.cluster)
                    moved += 1
                }
            }
        }
        return moved
    }

    private mutating func transfer(_ row: Int, from old: Int, to new: Int) {
        let dimensions = table.dimensions
        assignments[row] = Int32(new)
        sizes[new] += 1
        if old >= 0 { sizes[old] -= 1 }
        table.components.withUnsafeBufferPointer { components in
            sums.withUnsafeMutableBufferPointer { sums in
                for column in 0..<dimensions {
                    sums[new * dimensions + column] += Double(components[row * dimensions + column])
                }
                guard old >= 0 else { return }
                for column in 0..<dimensions {
                    sums[old * dimensions + column] -= Double(components[row * dimensions + column])
                }
            }
        }
    }

    /// Moves each centre to the mean of its rows. Returns the sum of the squared movements.
    mutating func moveCentres() -> Double {
        fillEmptyClusters()
        let dimensions = table.dimensions
        var movements = [Float](repeating: 0, count: centres.count)
        var whole = 0.0
        for cluster in 0..<centres.count where sizes[cluster] > 0 {
            var squared = 0.0
            for column in (cluster * dimensions)..<((cluster + 1) * dimensions) {
                let mean = Float(sums[column] / Double(sizes[cluster]))
                let step = Double(mean - centres.components[column])
                squared += step * step
                centres.components[column] = mean
            }
            movements[cluster] = Float(squared.squareRoot())
            whole += squared
        }
        let ranked = movements.indices.sorted { movements[$0] > movements[$1] }
        for row in 0..<table.count {
            let cluster = Int(assignments[row])
            upper[row] += movements[cluster]
            lower[row] -=
                ranked.first == cluster ? ranked.dropFirst().first.map { movements[$0] } ?? 0 : movements[ranked[0]]
        }
        return whole
    }

    /// Gives each empty cluster the row that is farthest from its centre.
    private mutating func fillEmptyClusters() {
        for cluster in 0..<centres.count where sizes[cluster] == 0 {
            let donors = (0..<table.count).filter { sizes[Int(assignments[$0])] > 1 }
            guard let row = donors.max(by: { (upper[$0], $1) < (upper[$1], $0) }) else { return }
            transfer(row, from: Int(assignments[row]), to: cluster)
            (upper[row], lower[row]) = (.infinity, 0)
        }
    }

    /// Returns half the distance of each centre to the nearest other one.
    private func halfDistances() -> [Float] {
        let number = centres.count
        let products = centres.products(with: centres)
        return (0..<number).map { one in
            var nearest = Float.infinity
            for other in 0..<number where other != one {
                let squared =
                    products[one * number + one] + products[other * number + other] - 2 * products[one * number + other]
                nearest = min(nearest, max(0, squared))
            }
            return nearest.squareRoot() / 2
        }
    }

    /// Returns the clusters with their exact inertia.
    func clusters(iterations: Int) -> KMeansClusters {
        var inertia = 0.0
        let dimensions = table.dimensions
        for row in 0..<table.count {
            let centre = Int(assignments[row]) * dimensions
            var squared: Float = 0
            for column in 0..<dimensions {
                let step = table.components[row * dimensions + column] - centres.components[centre + column]
                squared += step * step
            }
            inertia += Double(squared)
        }
        return KMeansClusters(centres: centres, assignments: assignments, inertia: inertia, iterations: iterations)
    }

    private static func squares(of table: VectorTable) -> [Float] {
        table.components.withUnsafeBufferPointer { components in
            (0..<table.count).map { row in
                let own = UnsafeBufferPointer(
                    rebasing: components[(row * table.dimensions)..<((row + 1) * table.dimensions)]
                )
                return Similarity.dot(own, own)
            }
        }
    }
}

import Foundation
import RAGCore

/// Chooses rows as first centres: far from those chosen before, the more likely the farther (k-means++). Of a few rows
/// that are drawn, the one that lowers the sum of the squared distances most is taken (greedy k-means++).
struct KMeansSeeding {
    private let table: VectorTable
    private let seed: UInt64

    init(_ table: VectorTable, seed: UInt64) { (self.table, self.seed) = (table, seed) }

    /// Returns `count` rows, at most as many as there are. Once all rows equal a centre, the first rows are taken.
    func centres(_ count: Int) -> VectorTable {
        var random = SplitMix(seed)
        var chosen = [Int(random.next(upperBound: UInt64(table.count)))]
        var distances = squaredDistances(to: chosen[0])
        let draws = 2 + Int(log(Double(count)))
        while chosen.count < min(count, table.count) {
            let whole = distances.reduce(0) { $0 + Double($1) }
            guard whole > 0 else {
                let taken = Set(chosen)
                chosen +=
                    table.components.isEmpty
                    ? []
                    : (0..<table.count).lazy.filter { !taken.contains($0) }
                        .prefix(count - chosen.count)
                break
            }
            var best: (row: Int, distances: [Float], sum: Double)?
            for _ in 0..<draws {
                let row = drawn(distances, at: Double.random(in: 0..<whole, using: &random))
                let next = zip(distances, squaredDistances(to: row)).map { min($0, $1) }
                let sum = next.reduce(0) { $0 + Double($1) }
                if sum < best?.sum ?? .infinity { best = (row, next, sum) }
            }
            guard let best else { break }
            chosen.append(best.row)
            distances = best.distances
        }
        return table.rows(chosen)
    }

    /// Returns the row at which the running sum of `distances` passes `point`.
    private func drawn(_ distances: [Float], at point: Double) -> Int {
        var sum = 0.0
        var last = 0
        for (row, distance) in distances.enumerated() where distance > 0 {
            sum += Double(distance)
            last = row
            if sum > point { break }
        }
        return last
    }

    private func squaredDistances(to row: Int) -> [Float] {
        let dimensions = table.dimensions
        return table.components.withUnsafeBufferPointer { components in
            func vector(_ row: Int) -> UnsafeBufferPointer<Float> {
                UnsafeBufferPointer(rebasing: components[(row * dimensions)..<((row + 1) * dimensions)])
            }
            let centre = vector(row)
            let length = Similarity.dot(centre, centre)
            return (0..<table.count).map { other in
                let own = vector(other)
                // An equal row has exactly 0, which rounding of the sum would not give.
                return other == row
                    ? 0 : max(0, Similarity.dot(own, own) + length - 2 * Similarity.dot(own, centre))
            }
        }
    }
}

import Foundation

/// How strongly rows are joined to their nearest rows, in the range 0 to 1 and the same in both directions.
///
/// The strengths are those of UMAP (McInnes, Healy and Melville 2018, arXiv 1802.03426, section 3.1): full to the
/// nearest row, then falling with the distance at a rate that suits how dense the surroundings of the row are.
struct NeighbourGraph: Sendable, Hashable {
    /// The edges from one end, ordered by it and by the other end. Each edge occurs once for each of its ends.
    private(set) var heads: [Int32] = []
    /// The other ends.
    private(set) var tails: [Int32] = []
    private(set) var strengths: [Float] = []

    /// Joins each row of `table` to its neighbours.
    init(_ table: NeighbourTable) {
        let width = table.width
        let count = width == 0 ? 0 : table.positions.count / width
        var starts = [Int](repeating: 0, count: count + 1)
        var directed = [Float](repeating: 0, count: table.positions.count)
        for row in 0..<count {
            let distances = table.cosines[(row * width)..<((row + 1) * width)].map { max(0, 1 - $0) }
            let nearest = distances.first { $0 > 0 } ?? 0
            let scale = Self.scale(of: distances, nearest: nearest)
            for (rank, distance) in distances.enumerated() {
                directed[row * width + rank] = distance <= nearest ? 1 : exp(-(distance - nearest) / scale)
                starts[row + 1] += 1
                starts[Int(table.positions[row * width + rank]) + 1] += 1
            }
        }
        for row in 0..<count { starts[row + 1] += starts[row] }
        var ends = starts
        var listed = [(tail: Int32, strength: Float)](repeating: (0, 0), count: starts[count])
        for row in 0..<count {
            for place in (row * width)..<((row + 1) * width) {
                let other = Int(table.positions[place])
                listed[ends[row]] = (Int32(other), directed[place])
                listed[ends[other]] = (Int32(row), directed[place])
                ends[row] += 1
                ends[other] += 1
            }
        }
        for row in 0..<count {
            for (tail, strength) in listed[starts[row]..<starts[row + 1]].sorted(by: { $0 < $1 }) {
                if heads.last == Int32(row), tails.last == tail, let first = strengths.last {
                    // Each of the two rows is among the nearest of the other: the probabilistic sum.
                    strengths[strengths.count - 1] = first + strength - first * strength
                } else {
                    heads.append(Int32(row))
                    tails.append(tail)
                    strengths.append(strength)
                }
            }
        }
    }

    /// Returns the scale at which the strengths of a row add up to the binary logarithm of their number.
    private static func scale(of distances: [Float], nearest: Float) -> Float {
        let wanted = log2(Float(max(2, distances.count)))
        var (low, high, scale) = (Float(0), Float.infinity, Float(1))
        for _ in 0..<40 {
            let sum = distances.reduce(Float(0)) { $0 + ($1 <= nearest ? 1 : exp(-($1 - nearest) / scale)) }
            if abs(sum - wanted) < 1e-4 { break }
            if sum > wanted { high = scale } else { low = scale }
            scale = high.isFinite ? (low + high) / 2 : scale * 2
        }
        let mean = distances.reduce(0, +) / Float(max(1, distances.count))
        return max(scale, mean * 1e-3, .leastNormalMagnitude)
    }
}

/// The neighbours of a text in the graph of topics: near in meaning, and the nearer for common words.
///
/// Names and terms that two texts share say more about their subject than the vectors keep. At the number of topics
/// that people made, the V-measure and the adjusted Rand index rise from .780 and .496 to .799 and .518 (Banking77,
/// test), from .787 and .548 to .797 and .565 (zh-xquad by article), from .807 and .588 to .814 and .602 (en-xquad).
enum SubjectNeighbours {
    /// Rows near in meaning that are compared by words.
    private static let candidates = 40
    /// Neighbours of a row.
    private static let width = 10
    /// The weight of common words beside the cosine of the vectors.
    private static let share: Float = 0.6

    /// Returns the neighbours of each row of `table`, whose rows are texts `rows` of `words`. Throws
    /// `CancellationError`.
    static func nearest(in table: VectorTable, rows: [Int], words: WordOverlap) async throws -> NeighbourTable {
        let near = try await NeighbourTable.nearest(in: table, count: candidates)
        let width = min(width, near.width)
        var positions: [Int32] = []
        var scores: [Float] = []
        positions.reserveCapacity(rows.count * width)
        scores.reserveCapacity(rows.count * width)
        for row in 0..<table.count where width > 0 {
            if row % 4_096 == 0 { try Task.checkCancellation() }
            let ranked = ((row * near.width)..<((row + 1) * near.width)).map { place in
                let other = near.positions[place]
                return (other, near.cosines[place] + share * words.cosine(rows[row], rows[Int(other)]))
            }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
            for (other, score) in ranked.prefix(width) {
                positions.append(other)
                scores.append(score)
            }
        }
        return NeighbourTable(width: width, positions: positions, cosines: scores)
    }
}

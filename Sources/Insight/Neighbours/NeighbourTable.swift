import RAGCore

/// The nearest rows of each row of a table, most similar first.
package struct NeighbourTable: Sendable, Hashable {
    /// The number of neighbours of each row.
    package let width: Int
    /// Positions of the neighbours: those of row r begin at r * width.
    package let positions: [Int32]
    /// The cosines of the neighbours, in the same order.
    package let cosines: [Float]

    /// Returns the `count` rows of `table` that are nearest to each of its rows, itself excepted; fewer if there are
    /// not so many. Rows must have unit length. Equal cosines are ordered by position. Throws `CancellationError`.
    package static func nearest(in table: VectorTable, count: Int) async throws -> NeighbourTable {
        try nearest(of: table, in: table, count: min(count, max(0, table.count - 1)), skipsSelf: true)
    }

    /// Returns the `count` rows of `table` that are nearest to each row of `queries`; fewer if there are not so many.
    /// Rows must have unit length. Equal cosines are ordered by position. Throws `CancellationError`.
    package static func nearest(
        of queries: VectorTable,
        in table: VectorTable,
        count: Int
    ) async throws -> NeighbourTable {
        try nearest(of: queries, in: table, count: min(count, table.count), skipsSelf: false)
    }

    /// Rows that are compared at a time.
    private static let block = 256

    private static func nearest(
        of queries: VectorTable,
        in table: VectorTable,
        count: Int,
        skipsSelf: Bool
    ) throws -> NeighbourTable {
        var positions: [Int32] = []
        var cosines: [Float] = []
        for start in stride(from: 0, to: count == 0 ? 0 : queries.count, by: block) {
            try Task.checkCancellation()
            let rows = start..<min(start + block, queries.count)
            let products = queries.rows(rows).products(with: table)
            for row in rows {
                let own = products[((row - start) * table.count)..<((row - start + 1) * table.count)]
                let best = own.indices.filter { !skipsSelf || $0 - own.startIndex != row }
                    .sorted { (own[$1], $0) < (own[$0], $1) }.prefix(count)
                positions += best.map { Int32($0 - own.startIndex) }
                cosines += best.map { own[$0] }
            }
        }
        return NeighbourTable(width: count, positions: positions, cosines: cosines)
    }
}

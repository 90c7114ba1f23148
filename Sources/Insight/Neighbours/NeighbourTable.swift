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
    ///
    /// Every pair is compared once, on all cores, and no table of all pairs is kept: n rows need 8 n * count bytes for
    /// each core.
    package static func nearest(in table: VectorTable, count: Int) async throws -> NeighbourTable {
        let width = min(count, max(0, table.count - 1))
        return try await NeighbourSearch(queries: table, table: table, isSymmetric: true, width: width).run()
    }

    /// Returns the `count` rows of `table` that are nearest to each row of `queries`; fewer if there are not so many.
    /// Rows must have unit length. Equal cosines are ordered by position. Throws `CancellationError`.
    package static func nearest(
        of queries: VectorTable,
        in table: VectorTable,
        count: Int
    ) async throws -> NeighbourTable {
        let width = min(count, table.count)
        return try await NeighbourSearch(queries: queries, table: table, isSymmetric: false, width: width).run()
    }
}

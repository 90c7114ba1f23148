import RAGCore
import Testing

@testable import Insight

@Suite struct NeighbourTableTests {
    /// Rows whose components are -1, 0 or 1, so that products are exact and many are equal; more than two tiles.
    private func table(_ count: Int, seed: UInt64) -> VectorTable {
        var state = seed
        let components = (0..<(count * 6)).map { _ -> Float in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(Int(state >> 33) % 3 - 1)
        }
        return VectorTable(components: components, dimensions: 6)
    }

    /// Sorts all products, as the promise says.
    private func plain(_ queries: VectorTable, _ table: VectorTable, _ count: Int, skipsSelf: Bool) -> NeighbourTable {
        var positions: [Int32] = []
        var cosines: [Float] = []
        let all = queries.products(with: table)
        for row in 0..<queries.count {
            let products = Array(all[(row * table.count)..<((row + 1) * table.count)])
            let best = products.indices.filter { !skipsSelf || $0 != row }
                .sorted { (products[$1], $0) < (products[$0], $1) }.prefix(count)
            positions += best.map { Int32($0) }
            cosines += best.map { products[$0] }
        }
        return NeighbourTable(width: count, positions: positions, cosines: cosines)
    }

    @Test("the nearest rows are found, and equal ones come by position", arguments: [2, 7, 512, 513, 1_030])
    func exact(count: Int) async throws {
        let table = table(count, seed: 5)
        let width = min(9, count - 1)
        #expect(try await NeighbourTable.nearest(in: table, count: 9) == plain(table, table, width, skipsSelf: true))
    }

    @Test("the nearest rows of another table are found, equal rows included")
    func others() async throws {
        let (queries, table) = (table(700, seed: 6), table(600, seed: 7))
        let found = try await NeighbourTable.nearest(of: queries, in: table, count: 8)
        #expect(found == plain(queries, table, 8, skipsSelf: false))
        #expect(try await NeighbourTable.nearest(of: queries.rows([3]), in: table, count: 8).positions.count == 8)
    }

    @Test("a row has no more neighbours than there are rows")
    func few() async throws {
        let three = table(3, seed: 8)
        #expect(try await NeighbourTable.nearest(in: three, count: 10).width == 2)
        #expect(try await NeighbourTable.nearest(of: three, in: three, count: 10).width == 3)
        #expect(try await NeighbourTable.nearest(in: three.rows([0]), count: 10).width == 0)
        let empty = VectorTable(components: [], dimensions: 0)
        #expect(try await NeighbourTable.nearest(in: empty, count: 10).positions.isEmpty)
        #expect(try await NeighbourTable.nearest(of: three, in: empty, count: 10).positions.isEmpty)
    }

    @Test("rows of zeros have neighbours by position")
    func zeros() async throws {
        let table = VectorTable(components: Array(repeating: 0, count: 12), dimensions: 3)
        #expect(try await NeighbourTable.nearest(in: table, count: 2).positions == [1, 2, 0, 2, 0, 1, 0, 1])
    }

    @Test("a cancelled search stops")
    func cancelled() async {
        let table = table(2_000, seed: 9)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await NeighbourTable.nearest(in: table, count: 5)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

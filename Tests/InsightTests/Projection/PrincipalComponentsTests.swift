import TestSupport
import Testing

@testable import Insight

@Suite struct PrincipalComponentsTests {
    /// Rows around (5, 1, 0, -2) that differ by 3 along (0.6, 0.8, 0, 0), by 1 along (0.8, -0.6, 0, 0), and not at all
    /// along the other two directions.
    private let table = VectorTable(
        components: [(3, 1), (-3, 1), (3, -1), (-3, -1)].flatMap { along, across -> [Float] in
            [5 + 0.6 * along + 0.8 * across, 1 + 0.8 * along - 0.6 * across, 0, -2]
        },
        dimensions: 4
    )

    private func isNear(_ values: some Sequence<Float>, _ wanted: [Float]) -> Bool {
        zip(values, wanted).allSatisfy { abs($0 - $1) < 1e-4 }
    }

    @Test("axes, variances and coordinates of a known table are found, without directions that do not vary")
    func known() {
        let found = PrincipalComponents(of: table, count: 3)
        #expect(found.axes.count == 2)
        #expect(isNear(found.mean, [5, 1, 0, -2]))
        #expect(isNear(found.axes[0], [0.6, 0.8, 0, 0]))
        #expect(isNear(found.axes[1], [0.8, -0.6, 0, 0]))
        #expect(isNear(found.variances.map { Float($0) }, [9, 1]))
        #expect(isNear(found.coordinates(of: table), [3, 1, -3, 1, 3, -1, -3, -1]))
    }

    @Test("no more axes than asked for are found")
    func count() { #expect(PrincipalComponents(of: table, count: 1).axes.count == 1) }

    @Test(
        "tables whose rows do not differ have no axes",
        arguments: [
            VectorTable([]), VectorTable(components: [1, 2, 3], dimensions: 3),
            VectorTable(components: (0..<999).flatMap { _ in [Float](arrayLiteral: 0.3, -0.7, 0.1) }, dimensions: 3),
        ]
    )
    func equalRows(_ table: VectorTable) {
        let found = PrincipalComponents(of: table, count: 3)
        #expect(found.axes.count == 0 && found.coordinates(of: table).isEmpty)
    }

    @Test("the axes of many rows are those of their blocks together")
    func manyRows() {
        // More rows than one block holds, whose first half lies on one side and the second on the other.
        let rows = (0..<20_000).flatMap { row -> [Float] in [row < 10_000 ? 4 : -4, row.isMultiple(of: 2) ? 1 : -1] }
        let found = PrincipalComponents(of: VectorTable(components: rows, dimensions: 2), count: 2)
        #expect(isNear(found.variances.map { Float($0) }, [16, 1]))
        #expect(isNear(found.axes.components, [1, 0, 0, 1]))
    }
}

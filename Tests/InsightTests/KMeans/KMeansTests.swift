import Testing

@testable import Insight

@Suite struct KMeansTests {
    /// Rows around `centres` directions; the same in every run.
    private func table(_ count: Int, centres: Int, spread: Float, seed: UInt64 = 1) -> VectorTable {
        var random = SplitMix(seed)
        let means = (0..<(centres * 8)).map { _ in Float.random(in: -1...1, using: &random) }
        let components = (0..<(count * 8)).map { place in
            means[(place / 8 % centres) * 8 + place % 8] + Float.random(in: -spread...spread, using: &random)
        }
        return VectorTable(components: components, dimensions: 8)
    }

    /// Lloyd's algorithm without bounds.
    private func plain(_ table: VectorTable, from centres: VectorTable) -> (assignments: [Int32], inertia: Double) {
        var centres = centres
        var assignments: [Int32] = []
        while true {
            func squared(_ row: Int, _ centre: Int) -> Double {
                zip(table[row], centres[centre]).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
            }
            let next = (0..<table.count).map { row in
                Int32((0..<centres.count).min { squared(row, $0) < squared(row, $1) } ?? 0)
            }
            let inertia = (0..<table.count).reduce(0) { $0 + squared($1, Int(next[$1])) }
            if next == assignments { return (next, inertia) }
            assignments = next
            let lists = NodeLists(next, number: centres.count)
            centres = VectorTable(
                components: (0..<centres.count).flatMap { table.rows(lists[$0].map(Int.init)).mean() },
                dimensions: 8
            )
        }
    }

    @Test("the result is that of Lloyd's algorithm from the same centres", arguments: [Float(0.3), 1, 3])
    func exact(spread: Float) throws {
        let table = table(1_500, centres: 7, spread: spread)
        var means = KMeans(count: 7)
        means.tolerance = 0
        let first = KMeansSeeding(table, seed: 5).centres(7)
        let found = try means.clusters(of: table, from: first)
        let expected = plain(table, from: first)
        #expect(found.assignments == expected.assignments)
        #expect(abs(found.inertia - expected.inertia) < 1e-3 * expected.inertia)
    }

    @Test("clusters that lie apart are found from their own seeds, the same each time")
    func apart() throws {
        let table = table(6_000, centres: 12, spread: 0.05, seed: 3)
        let found = try KMeans(count: 12).clusters(of: table)
        #expect((0..<6_000).allSatisfy { found.assignments[$0] == found.assignments[$0 % 12] })
        #expect(Set(found.assignments).count == 12)
        #expect(try KMeans(count: 12).clusters(of: table) == found)
    }

    @Test("equal rows, few rows and no rows are divided")
    func edges() throws {
        let equal = VectorTable(components: Array(repeating: 1, count: 40), dimensions: 4)
        let found = try KMeans(count: 3).clusters(of: equal)
        #expect(found.inertia == 0)
        #expect(Set(found.assignments).count == 3)
        #expect(try KMeans(count: 9).clusters(of: equal.rows([0, 1])).centres.count == 2)
        let none = VectorTable(components: [], dimensions: 0)
        #expect(try KMeans(count: 2).clusters(of: none).assignments.isEmpty)
        let zeros = VectorTable(components: Array(repeating: 0, count: 40), dimensions: 4)
        #expect(try KMeans(count: 2).clusters(of: zeros).centres.components.allSatisfy { $0 == 0 })
    }
}

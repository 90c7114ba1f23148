import Foundation
import TestSupport
import Testing

@testable import Insight

@Suite("Vectors of 8-bit components")
struct ByteVectorsTests {
    private var table: VectorTable {
        var random = SeededRandom(seed: 3)
        let rows = (0..<200).flatMap { row in
            (0..<24).map { _ in Float.random(in: -1...1, using: &random) / Float(row + 1) }
        }
        return VectorTable(components: rows + [Float](repeating: 0, count: 24), dimensions: 24)
    }

    @Test("they differ from the floats by half a step at most, and rounding again changes nothing")
    func rounding() throws {
        let rounded = try #require(ByteVectors(table).table)
        for row in 0..<table.count {
            let greatest = table[row].map(abs).max() ?? 0
            for (a, b) in zip(table[row], rounded[row]) { #expect(abs(a - b) <= greatest / 127 * 0.501) }
        }
        #expect(ByteVectors(rounded).table == rounded)
        let stored = try PropertyListEncoder().encode(ByteVectors(table))
        #expect(try PropertyListDecoder().decode(ByteVectors.self, from: stored).table == rounded)
    }

    @Test("an empty table stays empty")
    func empty() {
        let none = VectorTable(components: [], dimensions: 0)
        #expect(ByteVectors(none).table == none)
    }
}

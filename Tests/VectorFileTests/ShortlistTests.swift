import CVectorKernels
import Testing

@testable import VectorFile

@Suite("Shortlists")
struct ShortlistTests {
    /// A shortlist of the rows 0, 1, ... with these upper bounds, whose products can be 0.25 lower.
    private func shortlist(limit: Int, _ bounds: [Float]) -> Shortlist {
        var shortlist = Shortlist(limit: limit)
        let rows = bounds.enumerated().map { vk_candidate(row: Int32($0), upper: $1) }
        rows.withUnsafeBufferPointer { shortlist.add($0, segment: 0) { _ in 0.25 } }
        return shortlist
    }

    @Test("the threshold is the limit-th largest lower bound")
    func threshold() {
        #expect(shortlist(limit: 2, [1]).threshold == -.infinity)
        #expect(shortlist(limit: 2, [1, 3, 2]).threshold == 1.75)
    }

    @Test("a merged shortlist has the threshold of both and ranks the rows that reach it")
    func merge() {
        var merged = shortlist(limit: 2, [1, 3])
        merged.merge(shortlist(limit: 2, [4, 0.5]))
        #expect(merged.threshold == 2.75)
        #expect(merged.ranked().map(\.candidate.upper) == [4, 3])
    }

    @Test("of many rows only those are kept that can be among the nearest")
    func pruning() {
        var shortlist = Shortlist(limit: 1)
        for number in 0..<5_000 {
            let row = [vk_candidate(row: Int32(number), upper: Float(number))]
            row.withUnsafeBufferPointer { shortlist.add($0, segment: 0) { _ in 0.25 } }
        }
        #expect(shortlist.entries.count < 4_096)
        #expect(shortlist.ranked().map(\.candidate.row) == [4_999])
    }
}

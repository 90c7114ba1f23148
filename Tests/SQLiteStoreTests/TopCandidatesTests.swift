import Testing

@testable import SQLiteStore

@Suite struct TopCandidatesTests {
    @Test("the best and all that tie with the last of them are kept", arguments: 1...12)
    func keepsBest(limit: Int) {
        var random = SplitMix(state: UInt64(limit))
        for spread in [2, 5, 1000] {
            let scores = (0..<200).map { _ in Float(Int.random(in: 0..<spread, using: &random)) }
            var best = TopCandidates(limit: limit)
            for (index, score) in scores.enumerated() { best.insert(score, Int64(index)) }
            let floor = scores.sorted(by: >)[limit - 1]
            let expected = scores.indices.filter { scores[$0] >= floor }.map(Int64.init)
            #expect(best.entries.map(\.id).sorted() == expected)
        }
    }

    @Test("fewer than the limit are all kept, and what is no number is not")
    func fewer() {
        var best = TopCandidates(limit: 5)
        for (id, score) in [(1, 0.5), (2, .nan), (3, -1)] as [(Int64, Float)] { best.insert(score, id) }
        #expect(best.entries.map(\.id).sorted() == [1, 3])
    }
}

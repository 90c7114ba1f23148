import Testing

@testable import Insight

@Suite struct TopicTrendTests {
    private func trends(_ counts: [[Int]], all: [Int]? = nil) -> [TopicTrend?] {
        let all = all ?? counts[0].indices.map { period in counts.reduce(0) { $0 + $1[period] } }
        return TopicTrend.trends(counts: counts, all: all, recent: 4..<8, earlier: 0..<4)
    }

    private let others = [100, 101, 99, 100, 100, 102, 98, 100]

    @Test("a topic that clearly grows or shrinks is called rising or falling")
    func clear() {
        #expect(trends([[5, 4, 6, 5, 14, 16, 15, 17], others])[0] == .rising)
        #expect(trends([[14, 16, 15, 17, 5, 4, 6, 5], others])[0] == .falling)
        #expect(trends([[5, 4, 6, 5, 6, 5, 4, 6], others])[0] == .steady)
    }

    @Test("too few texts, or no texts before, show no trend")
    func few() {
        #expect(trends([[0, 0, 0, 0, 2, 2, 2, 1], others])[0] == nil)
        #expect(trends([[0, 0, 0, 0, 2, 2, 2, 2], others])[0] != nil)
        #expect(trends([[0, 0, 0, 0, 9, 9, 9, 9], [0, 0, 0, 0, 80, 80, 80, 80]]) == [nil, nil])
    }

    @Test("no topic falls because another one grows, and none rises because everything grows")
    func shares() {
        let steady = [20, 21, 19, 20, 20, 19, 21, 20]
        let growing = [20, 20, 20, 20, 400, 400, 400, 400]
        #expect(trends([steady, growing]) == [.steady, .rising])
        #expect(
            trends([steady.map { $0 }, steady].map { $0.enumerated().map { $1 * ($0 < 4 ? 1 : 3) } }) == [
                .steady, .steady,
            ]
        )
    }

    @Test("chance is hardly ever called a trend, whether customers ask one by one or in bursts", arguments: [1, 6])
    func chance(burst: Int) {
        var random = SplitMix(7)
        var runs = 0
        for _ in 0..<100 {
            let counts = (0..<60).map { _ in
                (0..<8).map { _ in (0..<60).count { _ in Int(random.next() % UInt64(6 * burst)) == 0 } * burst }
            }
            if trends(counts).contains(where: { $0 == .rising || $0 == .falling }) { runs += 1 }
        }
        #expect(runs <= 12, "\(runs) of 100 runs of 60 topics show a trend")
    }
}

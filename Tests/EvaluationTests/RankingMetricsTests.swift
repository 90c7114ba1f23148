import Testing

@testable import Evaluation

@Suite struct RankingMetricsTests {
    /// Expected figures are pytrec_eval's `ndcg_cut_10`, `recall_5` and `recip_rank` for the same runs.
    @Test(
        "metrics equal trec_eval's",
        arguments: [
            (["d1", "d2", "d3"], ["d1": 1], 1.0, 1.0, 1.0),
            (["d2", "d1", "d3"], ["d1": 1], 0.6309297535714575, 1.0, 0.5),
            (["d4", "d5"], ["d1": 1], 0.0, 0.0, 0.0),
            (["d3", "d1", "d9", "d2"], ["d1": 3, "d2": 1, "d3": 2], 0.9079364505194771, 1.0, 1.0),
            (["x1", "x2", "x3", "x4", "x5", "d1"], ["d1": 1, "d2": 0], 0.3562071871080222, 0.0, 0.16666666666666666),
        ] as [([String], [String: Int], Double, Double, Double)]
    )
    func metrics(ranking: [String], grades: [String: Int], nDCG: Double, recall: Double, reciprocalRank: Double) {
        let metrics = RankingMetrics(ranking: ranking, grades: grades)
        #expect(abs(metrics.nDCG10 - nDCG) < 1e-6)
        #expect(abs(metrics.recall5 - recall) < 1e-6)
        #expect(abs(metrics.reciprocalRank10 - reciprocalRank) < 1e-6)
    }

    @Test("the mean of none is zero")
    func meanOfNone() {
        #expect(RankingMetrics(mean: []).nDCG10 == 0)
    }
}

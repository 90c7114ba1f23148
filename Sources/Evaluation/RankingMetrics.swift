import Foundation

/// How good one ranking is, by the measures of trec_eval.
package struct RankingMetrics: Sendable, Hashable, Codable {
    /// Normalised discounted cumulative gain over the first 10: gain is the grade, discount log2(rank + 1)
    /// (Järvelin and Kekäläinen, 2002, as trec_eval's `ndcg_cut_10`).
    package var nDCG10: Double
    /// Share of the relevant documents that are among the first 5.
    package var recall5: Double
    /// One over the rank of the first relevant document among the first 10, else 0.
    package var reciprocalRank10: Double
    /// 1 where the first document is relevant, else 0.
    package var hit1: Double

    /// Judges `ranking` (document identifiers, best first) by the grades of the judged documents.
    package init(ranking: [String], grades: [String: Int]) {
        func discountedGain(_ gains: some Sequence<Int>) -> Double {
            gains.prefix(10).enumerated().reduce(0) { $0 + Double(max(0, $1.element)) / log2(Double($1.offset) + 2) }
        }
        let relevant = grades.filter { $0.value > 0 }
        let ideal = discountedGain(relevant.values.sorted(by: >))
        nDCG10 = ideal > 0 ? discountedGain(ranking.map { grades[$0] ?? 0 }) / ideal : 0
        recall5 =
            relevant.isEmpty ? 0 : Double(ranking.prefix(5).count { relevant[$0] != nil }) / Double(relevant.count)
        let first = ranking.prefix(10).firstIndex { relevant[$0] != nil }
        reciprocalRank10 = first.map { 1 / Double($0 + 1) } ?? 0
        hit1 = first == 0 ? 1 : 0
    }

    /// The mean of several; zeros for none.
    package init(mean metrics: [RankingMetrics]) {
        let count = Double(max(1, metrics.count))
        nDCG10 = metrics.reduce(0) { $0 + $1.nDCG10 } / count
        recall5 = metrics.reduce(0) { $0 + $1.recall5 } / count
        reciprocalRank10 = metrics.reduce(0) { $0 + $1.reciprocalRank10 } / count
        hit1 = metrics.reduce(0) { $0 + $1.hit1 } / count
    }
}

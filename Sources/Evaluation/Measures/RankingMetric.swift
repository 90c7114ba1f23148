import Foundation

/// A measure of one ranking as trec_eval computes it, 0 to 1, higher is better.
package struct RankingMetric: Sendable, Hashable, CustomStringConvertible {
    /// The formula of a measure.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Normalised discounted cumulative gain: the gain is the grade, the discount log2(rank + 1), relative to the
        /// best possible ranking (Järvelin and Kekäläinen, 2002; `ndcg_cut`).
        case nDCG
        /// Share of the relevant documents that were found (`recall`).
        case recall
        /// One over the rank of the first relevant document, or 0 without one (`recip_rank`).
        case meanReciprocalRank = "MRR"
        /// 1 if a relevant document was found, else 0 (`success`).
        case hit
    }

    /// The formula.
    package let kind: Kind
    /// Number of ranks that count, from 1.
    package let depth: Int

    /// Reads `recall@5` in any case; returns nil if it names no measure.
    package init?(_ name: some StringProtocol) {
        let parts = name.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let depth = Int(parts[1]), (1...1_000).contains(depth),
            let kind = Kind.allCases.first(where: { $0.rawValue.lowercased() == parts[0].lowercased() })
        else { return nil }
        self.kind = kind
        self.depth = depth
    }

    init(_ kind: Kind, _ depth: Int) {
        self.kind = kind
        self.depth = depth
    }

    /// The measures that are reported by default.
    package static let standard = [
        RankingMetric(.nDCG, 10), RankingMetric(.recall, 5), RankingMetric(.meanReciprocalRank, 10),
        RankingMetric(.hit, 1),
    ]

    /// The name, such as `recall@5`.
    package var description: String { "\(kind.rawValue)@\(depth)" }

    /// Returns the value for `ranking` (different identifiers, best first) by the grades of the judged documents; a
    /// grade above 0 is relevant.
    package func value(of ranking: [String], grades: [String: Int]) -> Double {
        let top = ranking.prefix(depth)
        func isRelevant(_ id: String) -> Bool { (grades[id] ?? 0) > 0 }
        switch kind {
        case .nDCG:
            let ideal = discountedGain(grades.values.sorted(by: >).prefix(depth))
            return ideal > 0 ? discountedGain(top.map { grades[$0] ?? 0 }) / ideal : 0
        case .recall:
            let relevant = grades.values.count { $0 > 0 }
            return relevant == 0 ? 0 : Double(top.count(where: isRelevant)) / Double(relevant)
        case .meanReciprocalRank:
            return top.firstIndex(where: isRelevant).map { 1 / Double($0 + 1) } ?? 0
        case .hit:
            return top.contains(where: isRelevant) ? 1 : 0
        }
    }

    private func discountedGain(_ gains: some Sequence<Int>) -> Double {
        gains.enumerated().reduce(0) { $0 + Double(max(0, $1.element)) / log2(Double($1.offset) + 2) }
    }
}

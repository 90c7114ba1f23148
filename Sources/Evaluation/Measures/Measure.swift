import Foundation

/// A measure of judged questions, 0 to 1 for each question.
package enum Measure: Sendable, Hashable, CustomStringConvertible {
    /// A measure of the ranking of documents or passages.
    case ranking(RankingMetric)
    /// Share of the expected facts that the first `depth` passages state.
    case facts(depth: Int)
    /// 1 for an unanswerable question that would be declined, 0 for one that would not.
    case declined
    /// 1 for an answerable question that would not be declined, 0 for one that would.
    case answered

    /// Reads `recall@5`, `facts@4` or `declined` in any case; returns nil if it names no measure.
    package init?(_ name: some StringProtocol) {
        let lower = name.lowercased()
        if let metric = RankingMetric(lower) {
            self = .ranking(metric)
        } else if lower.hasPrefix("facts@"), let depth = Int(lower.dropFirst(6)), (1...100).contains(depth) {
            self = .facts(depth: depth)
        } else if lower == "declined" {
            self = .declined
        } else if lower == "answered" {
            self = .answered
        } else {
            return nil
        }
    }

    /// The name, such as `recall@5`.
    package var description: String {
        switch self {
        case .ranking(let metric): metric.description
        case .facts(let depth): "facts@\(depth)"
        case .declined: "declined"
        case .answered: "answered"
        }
    }

    /// Number of passages or documents that the measure looks at.
    package var depth: Int {
        switch self {
        case .ranking(let metric): metric.depth
        case .facts(let depth): depth
        case .declined, .answered: 1
        }
    }

    /// Examples of names, for people.
    package static let names = "nDCG@10, recall@5, MRR@10, hit@1, facts@4, declined, answered"

    /// Returns the default measures of a set: for one with its own documents those that BEIR reports, else those of
    /// the first `passages`, from which an answer is written.
    package static func standard(for set: CaseSet, passages: Int) -> [Measure] {
        var measures = RankingMetric.standard.map(Measure.ranking)
        if set.corpus == nil {
            measures = [
                RankingMetric(.hit, 1), RankingMetric(.hit, passages), RankingMetric(.meanReciprocalRank, passages),
            ].map(Measure.ranking)
        }
        if set.cases.contains(where: { !$0.facts.isEmpty }) { measures.append(.facts(depth: passages)) }
        if set.cases.contains(where: { $0.isAnswerable != nil }) { measures += [.answered, .declined] }
        return measures.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

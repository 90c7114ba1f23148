import Foundation

/// What a set of judged questions is measured by, each question from 0 to 1.
package enum Measure: Sendable, Hashable, CustomStringConvertible {
    /// Of the ranking of documents or passages.
    case ranking(RankingMetric)
    /// Share of a question's expected facts that stand in the first passages, that many.
    case facts(depth: Int)
    /// 1 for a question without an answer that would be declined.
    case declined
    /// 1 for a question with an answer that would not be declined.
    case answered

    /// Reads `recall@5`, `facts@4`, `declined`, whatever the case; nil where it names no measure.
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

    /// Such as `recall@5`.
    package var description: String {
        switch self {
        case .ranking(let metric): metric.description
        case .facts(let depth): "facts@\(depth)"
        case .declined: "declined"
        case .answered: "answered"
        }
    }

    /// How many passages or documents it looks at.
    package var depth: Int {
        switch self {
        case .ranking(let metric): metric.depth
        case .facts(let depth): depth
        case .declined, .answered: 1
        }
    }

    /// What names there are, for people.
    package static let names = "nDCG@10, recall@5, MRR@10, hit@1, facts@4, declined, answered"

    /// What is measured on a set where nothing else is asked for: on one with its own documents the measures that BEIR reports,
    /// else how far the first `passages` serve an answer.
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

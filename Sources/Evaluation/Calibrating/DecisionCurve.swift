import Foundation

/// The ROC curve of the decision to answer: the share of unanswerable questions that is declined for each share of
/// answerable questions that is declined.
package struct DecisionCurve: Sendable {
    /// A question with the probability that the documents answer it.
    package struct Point: Sendable {
        /// Probability that the documents answer the question, 0 to 1.
        package let confidence: Double
        /// Whether the documents answer the question.
        package let isAnswerable: Bool
        /// The kind of the question as its author named it, such as far or near.
        package let kind: String?

        /// Creates a point from its parts.
        package init(confidence: Double, isAnswerable: Bool, kind: String?) {
            self.confidence = confidence
            self.isAnswerable = isAnswerable
            self.kind = kind
        }
    }

    private let points: [Point]

    /// Creates the curve of `points`.
    package init(_ points: [Point]) {
        self.points = points
    }

    /// Creates the curve of those judgements that say whether their question can be answered.
    package init(_ judgements: [Judgement]) {
        points = judgements.compactMap { judgement in
            judgement.case.isAnswerable.map {
                Point(confidence: judgement.confidence, isAnswerable: $0, kind: judgement.case.kind)
            }
        }
    }

    /// The kinds of the unanswerable questions, in alphabetical order; nil for those without a kind.
    package var kinds: [String?] {
        Set(points.filter { !$0.isAnswerable }.map(\.kind)).sorted { ($0 ?? "") < ($1 ?? "") }
    }

    /// Returns the share of the unanswerable questions of `kind` whose confidence is below `threshold`.
    package func declined(_ kind: String?, below threshold: Double) -> Double {
        share(points.filter { !$0.isAnswerable && $0.kind == kind }, below: threshold)
    }

    /// Returns the share of the answerable questions whose confidence is below `threshold`.
    package func declinedAnswerable(below threshold: Double) -> Double {
        share(points.filter(\.isAnswerable), below: threshold)
    }

    /// Returns the highest threshold that declines at most `share` of the answerable questions.
    package func threshold(decliningAnswerable share: Double) -> Double {
        let chances = points.filter(\.isAnswerable).map(\.confidence).sorted()
        guard !chances.isEmpty else { return 0 }
        return chances[min(Int(Double(chances.count) * share), chances.count - 1)]
    }

    /// Returns the probability that an answerable question has a higher confidence than an unanswerable one of `kind`
    /// (area under the curve).
    package func area(_ kind: String?) -> Double {
        let high = points.filter(\.isAnswerable).map(\.confidence)
        let low = points.filter { !$0.isAnswerable && $0.kind == kind }.map(\.confidence)
        guard !high.isEmpty, !low.isEmpty else { return 0 }
        let wins = high.reduce(0.0) { sum, chance in
            sum + low.reduce(0.0) { $0 + (chance > $1 ? 1 : chance == $1 ? 0.5 : 0) }
        }
        return wins / Double(high.count * low.count)
    }

    /// Returns the curve of `kind` as points: share of the answerable declined, share of the kind declined.
    func line(_ kind: String?) -> [(x: Double, y: Double)] {
        let thresholds = Set(points.map(\.confidence)).sorted()
        return [(0, 0)] + thresholds.map { (declinedAnswerable(below: $0), declined(kind, below: $0)) } + [(1, 1)]
    }

    private func share(_ points: [Point], below threshold: Double) -> Double {
        points.isEmpty ? 0 : Double(points.count { $0.confidence < threshold }) / Double(points.count)
    }
}

extension DecisionCurve {
    /// Returns the curves as an SVG picture with a dot at `threshold`.
    package func picture(title: String, threshold: Double) -> String {
        var plot = SquarePlot(
            title: title,
            x: "answerable questions declined",
            y: "unanswerable questions declined"
        )
        let colors = ["#1b6ca8", "#d1495b", "#66a182", "#8d6a9f"]
        for (number, kind) in kinds.enumerated() {
            let color = colors[number % colors.count]
            let lost = declinedAnswerable(below: threshold), kept = declined(kind, below: threshold)
            plot.line(line(kind), color: color)
            plot.dot(lost, kept, color: color)
            let name = kind ?? "unanswerable"
            let words = String(format: ": area %.3f, %.0f %% at %.1f %%", area(kind), kept * 100, lost * 100)
            plot.words(name + words, row: number, color: color)
        }
        return plot.svg
    }
}

import Foundation

/// What share of the unanswerable questions is declined for each share of the answerable ones: the ROC curve of the decision.
package struct DecisionCurve: Sendable {
    /// A question with the chance that the documents answer it.
    package struct Point: Sendable {
        package let confidence: Double
        package let isAnswerable: Bool
        /// Such as far or near, as the author of the case named it.
        package let kind: String?

        package init(confidence: Double, isAnswerable: Bool, kind: String?) {
            self.confidence = confidence
            self.isAnswerable = isAnswerable
            self.kind = kind
        }
    }

    private let points: [Point]

    package init(_ points: [Point]) {
        self.points = points
    }

    package init(_ judgements: [Judgement]) {
        points = judgements.compactMap { judgement in
            judgement.case.isAnswerable.map {
                Point(confidence: judgement.confidence, isAnswerable: $0, kind: judgement.case.kind)
            }
        }
    }

    /// Kinds of the unanswerable questions, in alphabetical order; one without a name where none was named.
    package var kinds: [String?] {
        Set(points.filter { !$0.isAnswerable }.map(\.kind)).sorted { ($0 ?? "") < ($1 ?? "") }
    }

    /// Share of the questions of `kind` that are declined below `threshold`.
    package func declined(_ kind: String?, below threshold: Double) -> Double {
        share(points.filter { !$0.isAnswerable && $0.kind == kind }, below: threshold)
    }

    /// Share of the answerable questions that are declined below `threshold`.
    package func declinedAnswerable(below threshold: Double) -> Double {
        share(points.filter(\.isAnswerable), below: threshold)
    }

    /// The threshold that declines at most `share` of the answerable questions.
    package func threshold(decliningAnswerable share: Double) -> Double {
        let chances = points.filter(\.isAnswerable).map(\.confidence).sorted()
        guard !chances.isEmpty else { return 0 }
        return chances[min(Int(Double(chances.count) * share), chances.count - 1)]
    }

    /// Chance that an answerable question has the higher confidence of two (area under the curve), for `kind`.
    package func area(_ kind: String?) -> Double {
        let high = points.filter(\.isAnswerable).map(\.confidence)
        let low = points.filter { !$0.isAnswerable && $0.kind == kind }.map(\.confidence)
        guard !high.isEmpty, !low.isEmpty else { return 0 }
        let wins = high.reduce(0.0) { sum, chance in
            sum + low.reduce(0.0) { $0 + (chance > $1 ? 1 : chance == $1 ? 0.5 : 0) }
        }
        return wins / Double(high.count * low.count)
    }

    /// The curve of each kind: share of the answerable declined, share of the kind declined.
    func line(_ kind: String?) -> [(x: Double, y: Double)] {
        let thresholds = Set(points.map(\.confidence)).sorted()
        return [(0, 0)] + thresholds.map { (declinedAnswerable(below: $0), declined(kind, below: $0)) } + [(1, 1)]
    }

    private func share(_ points: [Point], below threshold: Double) -> Double {
        points.isEmpty ? 0 : Double(points.count { $0.confidence < threshold }) / Double(points.count)
    }
}

extension DecisionCurve {
    /// The curves as an SVG picture, with a mark where `threshold` stands.
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

import Foundation

/// A check of stated certainties: of the answers with a certainty of .9, nine in ten should be right.
///
/// The measure is the expected calibration error over ten bins of equal width (Guo and others, "On Calibration of
/// Modern Neural Networks", 2017): the distance between mean certainty and share of right answers, averaged over the
/// bins by their size.
package struct Reliability: Sendable, Hashable {
    /// An answer or a refusal with the probability that it is right.
    package struct Outcome: Sendable, Hashable {
        /// Stated probability that the outcome is right, 0 to 1.
        package let certainty: Double
        /// Whether the outcome was right.
        package let isRight: Bool

        /// Creates an outcome from its parts.
        package init(certainty: Double, isRight: Bool) {
            self.certainty = certainty
            self.isRight = isRight
        }
    }

    /// The outcomes of similar certainty.
    struct Bin: Sendable, Hashable {
        let count: Int
        let meanCertainty: Double
        let shareRight: Double
    }

    /// The bins that hold outcomes, by rising certainty.
    let bins: [Bin]
    /// Number of outcomes.
    package let count: Int

    private static let binCount = 10

    /// Sorts `outcomes` into bins.
    package init(_ outcomes: [Outcome]) {
        count = outcomes.count
        let byBin = Dictionary(grouping: outcomes) {
            min(Int($0.certainty * Double(Self.binCount)), Self.binCount - 1)
        }
        bins = byBin.sorted { $0.key < $1.key }.map { _, members in
            let size = Double(members.count)
            return Bin(
                count: members.count,
                meanCertainty: members.reduce(0) { $0 + $1.certainty } / size,
                shareRight: Double(members.count(where: \.isRight)) / size
            )
        }
    }

    /// Checks the judgements that say whether, or where, their question is answered.
    package init(_ judgements: [Judgement]) {
        self.init(judgements.compactMap(\.outcome))
    }

    /// Expected calibration error, 0 to 1; 0 if certainties are exact or there are no outcomes.
    package var expectedError: Double {
        bins.reduce(0) { $0 + abs($1.meanCertainty - $1.shareRight) * Double($1.count) } / Double(max(count, 1))
    }

    /// Returns the reliability diagram as an SVG picture: a dot for each bin, larger for larger bins; the diagonal is
    /// exact.
    package func picture(title: String) -> String {
        var plot = SquarePlot(title: title, x: "certainty", y: "right")
        plot.line([(0, 0), (1, 1)], color: "#999", width: 1)
        plot.line(bins.map { ($0.meanCertainty, $0.shareRight) }, color: "#1b6ca8", width: 1.5)
        for bin in bins {
            let radius = 2 + 14 * (Double(bin.count) / Double(count)).squareRoot()
            plot.dot(bin.meanCertainty, bin.shareRight, radius: radius, color: "#1b6ca8")
        }
        plot.words(
            String(format: "expected calibration error %.3f, %d questions", expectedError, count),
            row: 0,
            color: "#333"
        )
        return plot.svg
    }
}

extension Judgement {
    /// Whether the decision is right, with its certainty; nil for a case that says neither whether nor where it is
    /// answered. An answer is right if an expected passage is among the first, a refusal if there is no answer.
    fileprivate var outcome: Reliability.Outcome? {
        let namesPlaces = !`case`.grades.isEmpty || !`case`.sources.isEmpty
        guard let isAnswerable = `case`.isAnswerable ?? (namesPlaces ? true : nil) else { return nil }
        if isDeclined { return Reliability.Outcome(certainty: 1 - confidence, isRight: !isAnswerable) }
        let isFound = !namesPlaces || passages.prefix(Self.shown).contains { isExpected($0.hit) }
        return Reliability.Outcome(certainty: confidence, isRight: isAnswerable && isFound)
    }

    /// Number of passages that an answer is written from.
    private static let shown = 4
}

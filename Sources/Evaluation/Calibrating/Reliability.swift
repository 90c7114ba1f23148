import Foundation

/// How far certainties can be believed: of the answers with a certainty of .9, nine in ten should be right.
///
/// Measure: expected calibration error over ten bins of equal width (Guo and others, "On Calibration of Modern Neural Networks",
/// 2017): the distance of mean certainty and share of right answers, averaged over the bins by their size.
package struct Reliability: Sendable, Hashable {
    /// An answer, or a refusal, with the chance that it is right.
    package struct Outcome: Sendable, Hashable {
        package let certainty: Double
        package let isRight: Bool

        package init(certainty: Double, isRight: Bool) {
            self.certainty = certainty
            self.isRight = isRight
        }
    }

    /// The outcomes of about one certainty.
    struct Bin: Sendable, Hashable {
        let count: Int
        let meanCertainty: Double
        let shareRight: Double
    }

    /// Those that hold outcomes, by rising certainty.
    let bins: [Bin]
    package let count: Int

    private static let binCount = 10

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

    /// The cases that say whether they can be answered, with what would be done about them.
    package init(_ judgements: [Judgement]) {
        self.init(judgements.compactMap(\.outcome))
    }

    /// 0 to 1, 0 where every certainty is to be believed.
    package var expectedError: Double {
        bins.reduce(0) { $0 + abs($1.meanCertainty - $1.shareRight) * Double($1.count) } / Double(max(count, 1))
    }

    /// The reliability diagram as an SVG picture: a dot a bin, as large as the bin; the diagonal is perfect.
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
    /// Whether what would be done is right, and how sure that was; nil for a case that says neither whether nor where it is
    /// answered. An answer is right where the passages shown are those expected; a refusal, where there are none.
    fileprivate var outcome: Reliability.Outcome? {
        let namesPlaces = !`case`.grades.isEmpty || !`case`.sources.isEmpty
        guard let isAnswerable = `case`.isAnswerable ?? (namesPlaces ? true : nil) else { return nil }
        if isDeclined { return Reliability.Outcome(certainty: 1 - confidence, isRight: !isAnswerable) }
        let isFound = !namesPlaces || passages.prefix(Self.shown).contains { isExpected($0.hit) }
        return Reliability.Outcome(certainty: confidence, isRight: isAnswerable && isFound)
    }

    /// Passages that an answer is written from.
    private static let shown = 4
}

import Application
import Evaluation

/// The results of an evaluation as a table for people.
struct EvaluationTable {
    private let outcomes: [SetOutcome]
    private let isPlain: Bool

    /// Questions shown for each side of a comparison.
    private static let shown = 5

    /// Creates the table of one configuration with `isPlain`, else of two side by side.
    init(_ outcomes: [SetOutcome], isPlain: Bool) {
        self.outcomes = outcomes
        self.isPlain = isPlain
    }

    var text: String { isPlain ? table : outcomes.map(comparison).joined(separator: "\n\n") }

    /// One line for each set, and one for each language and kind of question in it.
    private var table: String {
        let measures = outcomes.flatMap(\.measures).reduce(into: [Measure]()) { if !$0.contains($1) { $0.append($1) } }
        func row(_ name: String, _ run: EvaluationRun, interval: Bool) -> [String] {
            [name, String(run.judgements.count)]
                + measures.map { measure in
                    guard let estimate = run.estimate(of: measure) else { return "-" }
                    return interval ? estimate.words : estimate.mean.formatted(digits: 3)
                }
        }
        let rows = outcomes.flatMap { outcome in
            outcome.sides.flatMap { side in
                [row(side.subject.cases, side.run, interval: true)]
                    + side.run.groups.map { row("  " + $0.name, $0.run, interval: false) }
            }
        }
        return TextTable(header: ["cases", "questions"] + measures.map(\.description), rows: rows).text
    }

    /// Returns the gain of the second configuration, and the questions on which it differs.
    private func comparison(_ outcome: SetOutcome) -> String {
        let comparisons = outcome.comparisons
        let names = outcome.sides.map(\.subject.configuration)
        let table = TextTable(
            header: [outcome.sides[0].subject.cases] + names + ["gain", "95%", "chance", "better", "worse"],
            rows: comparisons.map { comparison in
                [
                    comparison.metric, comparison.before.mean.formatted(digits: 4),
                    comparison.after.mean.formatted(digits: 4), comparison.gain.mean.signed,
                    "\(comparison.gain.low.signed) to \(comparison.gain.high.signed)",
                    comparison.chance.formatted(digits: 3), String(comparison.better.count),
                    String(comparison.worse.count),
                ]
            }
        ).text
        guard let first = comparisons.first else { return table }
        return ([table] + list("better", first.better, by: first.metric) + list("worse", first.worse, by: first.metric))
            .joined(separator: "\n")
    }

    private func list(_ word: String, _ differences: [Comparison.Difference], by metric: String) -> [String] {
        guard !differences.isEmpty else { return [] }
        let more = differences.count - Self.shown
        return ["\(word) by \(metric):"]
            + differences.prefix(Self.shown).map {
                "  \($0.before.formatted(digits: 3)) -> \($0.after.formatted(digits: 3))  \($0.question.onOneLine)"
            }
            + (more > 0 ? ["  and \(more) more (--json lists all)"] : [])
    }
}

extension Estimate {
    /// Mean and interval: `0.724 [0.66, 0.78]`.
    fileprivate var words: String {
        "\(mean.formatted(digits: 3)) [\(low.formatted(digits: 2)), \(high.formatted(digits: 2))]"
    }
}

extension Double {
    /// The number with its sign, four digits after the point.
    fileprivate var signed: String { (self >= 0 ? "+" : "") + formatted(digits: 4) }
}

import Evaluation
import RAGCore

/// The result of one or two configurations on one set of questions.
package struct SetOutcome: Sendable {
    /// The result of one configuration.
    package struct Side: Sendable {
        /// The set, the configuration, and the index that was searched.
        package let subject: EvaluationReport.Subject
        /// The embedding model of that index.
        package let model: EmbeddingModel
        /// The judgements of all questions.
        package let run: EvaluationRun
    }

    /// One or two, in the order of the configurations.
    package let sides: [Side]
    /// The measures that are reported.
    package let measures: [Measure]

    /// The gain of the second configuration over the first, measure by measure; empty for one configuration.
    package var comparisons: [Comparison] {
        guard sides.count == 2 else { return [] }
        return measures.compactMap { sides[1].run.compared(to: sides[0].run, by: $0) }
    }

    /// One report for each configuration.
    package var reports: [EvaluationReport] { sides.map { EvaluationReport($0.subject, $0.run, measures: measures) } }

    /// Both reports and the comparison between them, as JSON shows them.
    package struct Pair: Encodable {
        let cases: String
        let before: EvaluationReport
        let after: EvaluationReport
        let comparisons: [Comparison]
    }

    /// The two configurations side by side; with one configuration, that one twice.
    package var pair: Pair {
        let reports = reports
        return Pair(
            cases: sides[0].subject.cases,
            before: reports[0],
            after: reports[reports.count - 1],
            comparisons: comparisons
        )
    }
}

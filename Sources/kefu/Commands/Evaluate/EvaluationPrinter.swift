import Application
import Evaluation
import Ingestion
import RAGCore

/// Prints the progress and the results of an evaluation.
struct EvaluationPrinter: Sendable {
    let console: Console

    /// Shows one step of an evaluation.
    func show(_ event: EvaluationJob.Event) {
        switch event {
        case .checkingDocuments(let label): console.progress("\(label): looking for changed documents …")
        case .indexing(let label, let progress): console.progress("\(label): \(progress.line)")
        case .skipped(let label, let document): console.error("\(label): skipped: \(document)")
        case .withoutText(let label, let count):
            console.error("\(label): \(count) documents without a text are left out")
        case .embedding(let label, let done, let total):
            console.progress("\(label): \(done) of \(total) questions embedded …")
        case .judging(let label, let done, let total):
            console.progress("\(label): \(done) of \(total) questions …")
        }
    }

    /// Prints the results of all sets to stdout.
    func print(_ outcomes: [SetOutcome], isComparison: Bool, asJSON: Bool) throws {
        if !asJSON { return try console.print(EvaluationTable(outcomes, isPlain: !isComparison).text) }
        if isComparison {
            try console.printJSON(outcomes.map(\.pair))
        } else {
            try console.printJSON(outcomes.flatMap(\.reports))
        }
    }

    /// Shows that a set is below a floor.
    func show(_ miss: EvaluationJob.FloorMiss) {
        let short = (miss.floor.value - miss.mean).formatted(digits: 4)
        console.error(
            "\(miss.cases): \(miss.floor.measure) is \(miss.mean.formatted(digits: 4)), \(short) below \(miss.floor.value)"
        )
    }

    /// Shows a new calibration and its effect on questions that the fit had not seen.
    func show(_ outcome: CalibrationJob.Outcome) {
        let (curve, threshold) = (outcome.curve, outcome.threshold)
        func percent(_ share: Double) -> String { (share * 100).formatted(digits: 1) + " %" }
        console.error(
            "Calibrated for \(outcome.model): a question is answered if its confidence is at least \(threshold.formatted(digits: 3))."
        )
        console.error(
            "  declined of the answerable: \(percent(curve.declinedAnswerable(below: threshold))) (cross-validated)"
        )
        for kind in curve.kinds {
            console.error(
                "  declined of \(kind ?? "the unanswerable"): \(percent(curve.declined(kind, below: threshold))), area under the curve \(curve.area(kind).formatted(digits: 3))"
            )
        }
    }

    /// Shows the error of the confidences.
    func show(_ reliability: Reliability) {
        console.error("Expected calibration error: \(reliability.expectedError.formatted(digits: 3))")
    }
}

import Answering
import Evaluation
import Foundation
import RAGCore

/// What `kefu evaluate --calibrate`, `--curve` and `--reliability` do with the judged questions.
struct CalibrationSession {
    let console: Console
    /// Where the calibration is kept; nil where none is to be made.
    let stored: StoredCalibration?
    /// Where the curve is drawn; nil for nowhere.
    let curve: URL?
    /// Where the reliability diagram is drawn; nil for nowhere.
    let reliability: URL?

    /// Calibrates on `judgements`, which were made with `model`, and draws.
    func run(_ judgements: [Judgement], model: EmbeddingModel) throws {
        var shown = DecisionCurve(judgements)
        var threshold = try (stored?.load(for: model) ?? .suiting(model)).minimumConfidence
        if let stored {
            let fit = try CalibrationFit(judgements, prior: .suiting(model), model: model)
            try stored.save(fit.calibration)
            shown = fit.crossValidated
            threshold = fit.calibration.minimumConfidence
            console.error(
                "Calibrated for \(model): a question is answered from a chance of \(threshold.formatted(digits: 3)) on."
            )
            for line in lines(shown, threshold) { console.error(line) }
        }
        if let reliability { try draw(Reliability(judgements), model, at: reliability) }
        guard let curve else { return }
        guard !shown.kinds.isEmpty else {
            throw RAGError(.failed, "There is no curve to draw: no question is said to be unanswerable")
        }
        let picture = shown.picture(title: "Declining, \(model)", threshold: threshold)
        try picture.write(to: curve, atomically: true, encoding: .utf8)
    }

    /// The diagram of the confidences as they were when the questions were judged: before a calibration on the same questions.
    private func draw(_ reliability: Reliability, _ model: EmbeddingModel, at file: URL) throws {
        guard reliability.count > 0 else {
            throw RAGError(.failed, "There is no diagram to draw: no question says whether or where it is answered")
        }
        console.error("Expected calibration error: \(reliability.expectedError.formatted(digits: 3))")
        try reliability.picture(title: "Confidence, \(model)").write(to: file, atomically: true, encoding: .utf8)
    }

    /// What the threshold does to questions that the fit had not seen.
    private func lines(_ curve: DecisionCurve, _ threshold: Double) -> [String] {
        func percent(_ share: Double) -> String { (share * 100).formatted(digits: 1) + " %" }
        return [
            "  declined of the answerable: \(percent(curve.declinedAnswerable(below: threshold))) (cross-validated)"
        ]
            + curve.kinds.map { kind in
                "  declined of \(kind ?? "the unanswerable"): \(percent(curve.declined(kind, below: threshold))), area under the curve \(curve.area(kind).formatted(digits: 3))"
            }
    }
}

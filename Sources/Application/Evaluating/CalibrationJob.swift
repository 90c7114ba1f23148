import Answering
import Evaluation
import Foundation
import RAGCore

/// Fits the decision to answer or decline to judged questions, and draws how good it is.
package struct CalibrationJob: Sendable {
    private let judgements: [Judgement]
    private let model: EmbeddingModel
    private let stored: StoredCalibration

    /// Creates a job for `judgements`, which were made with `model`. The calibration is kept in `workspace`.
    package init(_ judgements: [Judgement], model: EmbeddingModel, in workspace: Workspace) {
        self.judgements = judgements
        self.model = model
        stored = StoredCalibration(workspace)
    }

    /// A decision curve with the threshold in force: a question is answered from this confidence on.
    package struct Outcome: Sendable {
        /// Shares of declined questions, by confidence.
        package let curve: DecisionCurve
        /// Least confidence at which a question is answered.
        package let threshold: Double
        /// The embedding model that both hold for.
        package let model: EmbeddingModel

        /// Writes the curve as SVG. Throws `RAGError` where no question is said to be unanswerable.
        package func draw(at file: URL) throws {
            guard !curve.kinds.isEmpty else {
                throw RAGError(.failed, "There is no curve to draw: no question is marked as unanswerable")
            }
            let picture = curve.picture(title: "Declining, \(model)", threshold: threshold)
            try picture.write(to: file, atomically: true, encoding: .utf8)
        }
    }

    /// Fits a calibration, keeps it for later runs, and returns its effect on questions that the fit had not seen
    /// (cross-validation). Throws `RAGError` where the questions do not suffice.
    package func calibrate() throws -> Outcome {
        let fit = try CalibrationFit(judgements, prior: .suiting(model), model: model)
        try stored.save(fit.calibration)
        return Outcome(curve: fit.crossValidated, threshold: fit.calibration.minimumConfidence, model: model)
    }

    /// Returns the curve of the judgements as they are, with the threshold that suits the model where nothing is
    /// calibrated: that of the direction of language that most of them have.
    package func uncalibrated() -> Outcome {
        let calibration = Calibration.suiting(model)
        let thresholds = judgements.map { calibration.minimumConfidence(for: $0.evidence) }.sorted()
        return Outcome(
            curve: DecisionCurve(judgements),
            threshold: thresholds.isEmpty ? calibration.minimumConfidence : thresholds[thresholds.count / 2],
            model: model
        )
    }

    /// Returns how often the confidences were right when the questions were judged, that is before a calibration on the
    /// same questions. Throws `RAGError` where no question says whether or where it is answered.
    package func reliability() throws -> Reliability {
        let reliability = Reliability(judgements)
        guard reliability.count > 0 else {
            throw RAGError(.failed, "There is no diagram to draw: no question says whether or where it is answered")
        }
        return reliability
    }

    /// Writes `reliability` as SVG.
    package func draw(_ reliability: Reliability, at file: URL) throws {
        try reliability.picture(title: "Confidence, \(model)").write(to: file, atomically: true, encoding: .utf8)
    }
}

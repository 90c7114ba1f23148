import Foundation
import Lexicon
import RAGCore

/// Searches for a question as it was probably meant, if that finds more than the question as it is written.
package struct CorrectedRetriever: Retriever {
    private let base: any Retriever
    private let corrector: any QuestionCorrector
    private let calibration: Calibration

    /// Creates a retriever. `calibration` tells which of two searches found more.
    package init(_ base: any Retriever, by corrector: any QuestionCorrector, calibration: Calibration) {
        self.base = base
        self.corrector = corrector
        self.calibration = calibration
    }

    /// Returns the passages for the question as it is written, or as it was meant; then `correctedQuestion` is set.
    /// Throws `RAGError`.
    package func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
        let written = question.foldingWriting().collapsingChoices()
        // In parallel: most questions have no mistake.
        async let asWritten = base.retrieve(written, limit: limit)
        guard let meant = try await corrector.correction(of: written) else { return try await asWritten }
        Trace.mark("spelling corrected")
        var corrected = try await base.retrieve(meant, limit: limit)
        let found = try await asWritten
        guard isBetter(corrected.evidence, than: found.evidence) else { return found }
        corrected.correctedQuestion = meant
        corrected.steps.append(RetrievalStep("searched as it was probably meant", corrected.passages, details: [meant]))
        return corrected
    }

    /// The log odds by which a correction must be better: one that changes little may have changed the meaning.
    private static let leastGain = 0.3

    private func logOdds(_ evidence: RetrievalEvidence) -> Double {
        let confidence = min(max(calibration.confidence(evidence), 1e-9), 1 - 1e-9)
        return log(confidence / (1 - confidence))
    }

    /// Returns whether the corrected question found more. Where only one of the two is in the language of the
    /// passages, it is that one: nothing else is known of the other.
    private func isBetter(_ corrected: RetrievalEvidence, than written: RetrievalEvidence) -> Bool {
        if (corrected.coverage == nil) != (written.coverage == nil) { return corrected.coverage != nil }
        return logOdds(corrected) > logOdds(written) + Self.leastGain
    }
}

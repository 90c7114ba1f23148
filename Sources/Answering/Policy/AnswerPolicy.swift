import RAGCore

/// Decides from the evidence of the search, before any completion call, what to do with a question that no stored answer is for
/// (`StoredAnswers`). A small model must not be trusted with that decision: it answers whatever it is given.
package struct AnswerPolicy: Sendable, Hashable {
    package enum Decision: Sendable, Hashable {
        case answer
        /// Each passage answers another reading of the question.
        case askBack([RankedPassage])
        case decline(Answer.Reason)
        case handOver(Answer.Reason)
    }

    /// Chance under which a question is not even about the documents' subjects, as a share of the chance that suffices.
    private static let unrelatedShare = 0.25
    /// Share of the question's words in one passage from which on it speaks of what is asked.
    private static let relatedCoverage: Float = 0.75
    /// Declined turns after which the next is for a person.
    private static let mostFailures = 2

    package let calibration: Calibration
    /// Least chance of an answer.
    package let minimumConfidence: Double

    /// `minimumConfidence` overrides that of the calibration.
    package init(_ calibration: Calibration, minimumConfidence: Double? = nil) {
        self.calibration = calibration
        self.minimumConfidence = minimumConfidence ?? calibration.minimumConfidence
    }

    /// What to do with `question`, for which `retrieval` was found, after what was said in `conversation`.
    package func decide(_ question: String, _ retrieval: Retrieval, after conversation: Conversation) -> Decision {
        let confidence = calibration.confidence(retrieval.evidence)
        guard confidence >= minimumConfidence, !retrieval.passages.isEmpty else {
            let isRepeated =
                conversation.turns.count >= Self.mostFailures
                && conversation.turns.suffix(Self.mostFailures).allSatisfy { $0.decision == .declined }
            return isRepeated ? .handOver(.repeatedFailure) : .decline(reason(retrieval.evidence, confidence))
        }
        if conversation.turns.last?.decision != .askedBack {
            let alternatives = AmbiguousQuestion.alternatives(to: question, in: retrieval.passages)
            if alternatives.count > 1 { return .askBack(alternatives) }
        }
        return .answer
    }

    /// Why a question with this evidence is declined.
    private func reason(_ evidence: RetrievalEvidence, _ confidence: Double) -> Answer.Reason {
        if confidence < minimumConfidence * Self.unrelatedShare { return .outsideDocuments }
        return evidence.keywordCoverage ?? 0 >= Self.relatedCoverage ? .touchedUpon : .notInDocuments
    }
}

import RAGCore

/// Decides from the evidence of the search what to do with a question that has no stored answer.
///
/// The decision is made before any completion call, because a small model answers whatever it is given.
package struct AnswerPolicy: Sendable, Hashable {
    /// The action for a question.
    package enum Decision: Sendable, Hashable {
        /// Answer from the passages.
        case answer
        /// Ask which meaning is meant. Each passage answers one of them.
        case askBack([RankedPassage])
        /// Tell the customer that the documents do not answer the question.
        case decline(Answer.Reason)
        /// Refer the customer to a person.
        case handOver(Answer.Reason)
    }

    /// The share of the minimum confidence below which a question counts as unrelated to the documents' subjects.
    private static let unrelatedShare = 0.25
    /// The share of the question's words in one passage from which the documents mention what is asked.
    private static let relatedCoverage: Float = 0.75
    /// The number of declined turns in a row after which the next one is handed over.
    private static let mostFailures = 2

    /// The calibration that turns evidence into a confidence.
    package let calibration: Calibration
    private let leastConfidence: Double?

    /// Creates a policy. `minimumConfidence` overrides that of the calibration in all directions.
    package init(_ calibration: Calibration, minimumConfidence: Double? = nil) {
        self.calibration = calibration
        leastConfidence = minimumConfidence
    }

    /// Returns the least confidence at which a question with this evidence is answered.
    package func minimumConfidence(for evidence: RetrievalEvidence) -> Double {
        leastConfidence ?? calibration.minimumConfidence(for: evidence)
    }

    /// Returns the action for `question`, for which the search found `retrieval`, after the turns of `conversation`.
    package func decide(_ question: String, _ retrieval: Retrieval, after conversation: Conversation) -> Decision {
        let confidence = calibration.confidence(retrieval.evidence)
        guard confidence >= minimumConfidence(for: retrieval.evidence), !retrieval.passages.isEmpty else {
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

    /// Returns the reason for declining a question with this evidence.
    private func reason(_ evidence: RetrievalEvidence, _ confidence: Double) -> Answer.Reason {
        if confidence < minimumConfidence(for: evidence) * Self.unrelatedShare { return .outsideDocuments }
        return evidence.keywordCoverage ?? 0 >= Self.relatedCoverage ? .touchedUpon : .notInDocuments
    }
}

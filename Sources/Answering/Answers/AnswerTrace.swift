import Grounding
import RAGCore

/// The search result, the prompt, the checks and the timings behind an answer.
package struct AnswerTrace: Sendable, Hashable {
    /// The passages that the search found, best first. Empty if no search was made.
    package var passages: [RankedPassage] = []
    /// The evidence that the decision was made from; nil if no search was made.
    package var evidence: RetrievalEvidence?
    /// The probability, 0 to 1, that the documents answer the question; nil if no search was made.
    package var confidence: Double?
    /// The messages that the completion model received. Empty if none was called.
    package var messages: [ChatMessage] = []
    /// The sentences of the model with a part that the passages they cite do not contain, in order.
    package var support: [SentenceSupport] = []
    /// The fault for which the model's text was withdrawn; nil if it was not.
    package var fault: AnswerFault?
    /// The times at which the steps ended.
    package var timings = AnswerTimings()

    /// Creates an empty trace.
    package init() {}
}

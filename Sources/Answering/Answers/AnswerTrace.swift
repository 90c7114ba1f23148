import Grounding
import RAGCore

/// How an answer came about: what was found, what was decided from it, what the model was asked, and how long it took.
package struct AnswerTrace: Sendable, Hashable {
    /// What the search found, best first; empty where none was made.
    package var passages: [RankedPassage] = []
    /// What the decision rests on; nil where no search was made.
    package var evidence: RetrievalEvidence?
    /// Chance, 0 to 1, that the documents answer the question; nil where no search was made.
    package var confidence: Double?
    /// What the completion model was sent; empty where none was asked.
    package var messages: [ChatMessage] = []
    /// Sentences that the model wrote with something that no passage they cite says, in order.
    package var support: [SentenceSupport] = []
    package var timings = AnswerTimings()

    package init() {}
}

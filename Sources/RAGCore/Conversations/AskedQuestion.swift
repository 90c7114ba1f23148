import Foundation

/// A stored question with what became of it.
package struct AskedQuestion: Sendable, Hashable, Codable {
    /// The id of its session.
    package let session: Session.ID
    /// The place of the turn in its session.
    package let turn: Int
    /// The question as it was asked.
    package let question: String
    /// The question as it was searched for; nil if it was complete in itself.
    package let standaloneQuestion: String?
    /// The language of the question; nil if it has no letters.
    package let language: Language?
    /// The time of the question.
    package let askedAt: Date
    /// The decision in the words of the code: `declined`.
    package let decision: String
    /// The reason for the decision; nil if it needs none.
    package let reason: String?
    /// Whether it has no good answer: it was left open and nobody marked that as right, or its answer was marked bad.
    package let isUnanswered: Bool
    /// Whether a person marked the answer bad.
    package let isMarkedBad: Bool
    /// The first source of the answer; nil if it has none.
    package let passage: Passage?

    /// A source of the answer.
    package struct Passage: Sendable, Hashable, Codable {
        /// The path of its document below the knowledge base.
        package let path: String
        /// The text of the passage.
        package let text: String

        /// Creates a source.
        package init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// Creates a question from a stored turn.
    package init(
        session: Session.ID,
        turn: Int,
        question: String,
        standaloneQuestion: String? = nil,
        language: Language?,
        askedAt: Date,
        decision: String,
        reason: String? = nil,
        isUnanswered: Bool = true,
        isMarkedBad: Bool,
        passage: Passage? = nil
    ) {
        self.session = session
        self.turn = turn
        self.question = question
        self.standaloneQuestion = standaloneQuestion
        self.language = language
        self.askedAt = askedAt
        self.decision = decision
        self.reason = reason
        self.isUnanswered = isUnanswered
        self.isMarkedBad = isMarkedBad
        self.passage = passage
    }
}

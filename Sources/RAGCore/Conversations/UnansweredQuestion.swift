import Foundation

/// A question that a customer got no good answer to: it was left open, and nobody found that right, or its answer was
/// marked bad.
package struct UnansweredQuestion: Sendable, Hashable, Codable {
    package let session: Session.ID
    /// The turn's place in its session.
    package let turn: Int
    /// As it was asked.
    package let question: String
    /// The question as it was searched for; nil where it stood alone.
    package let standaloneQuestion: String?
    package let language: Language?
    package let askedAt: Date
    /// What was done with it: `declined`.
    package let decision: String
    package let reason: String?
    /// Whether a person marked the answer bad.
    package let isMarkedBad: Bool
    /// Path and text of the passage that the answer rested on first; nil where it rested on none.
    package let passage: Passage?

    package struct Passage: Sendable, Hashable, Codable {
        package let path: String
        package let text: String

        package init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    package init(
        session: Session.ID,
        turn: Int,
        question: String,
        standaloneQuestion: String? = nil,
        language: Language?,
        askedAt: Date,
        decision: String,
        reason: String? = nil,
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
        self.isMarkedBad = isMarkedBad
        self.passage = passage
    }

    /// What is compared by meaning: the whole question.
    package var meaning: String { standaloneQuestion ?? question }
}

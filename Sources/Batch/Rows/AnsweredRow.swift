import Answering
import RAGCore

/// The result for one question: the answer and everything that a reviewer needs, or the reason why there is none.
package struct AnsweredRow: Sendable, Hashable, Codable {
    /// Position among the rows with a question, from 0.
    package let row: Int
    /// The question as it was asked.
    package let question: String
    /// The text for the customer; empty if the row failed.
    package var answer = ""
    /// nil if the row failed.
    package var decision: Answer.Decision?
    /// The reason for the decision; nil if it needs none or the row failed.
    package var reason: Answer.Reason?
    /// The team that takes over; nil if the row was not handed over or the team cannot be told.
    package var team: String?
    /// Probability that the row was handled correctly, 0 to 1; nil if nothing was searched.
    package var certainty: Double?
    /// The passages that the answer is based on, by number.
    package var sources: [Source] = []
    /// Sentences of the answer that no passage supports.
    package var unsupported: [String] = []
    /// Language of the question; nil if it is unknown.
    package var language: Language?
    /// The completion model that wrote the answer; nil if none was called.
    package var model: String?
    /// Tokens of the answer; nil if no model was called or the answer is shared.
    package var usage: TokenUsage?
    /// Price of the tokens in the currency of the configured prices; nil if none are set.
    package var cost: Double?
    /// Seconds from question to answer.
    package var seconds = 0.0
    /// The row whose answer this one shares, because it asks the same; nil if it was answered itself.
    package var sameAs: Int?
    /// The reason why there is no answer, for people; nil if there is one.
    package var error: String?

    /// Creates a row without an answer.
    package init(row: Int, question: String) {
        self.row = row
        self.question = question
    }
}

extension Answer.Decision {
    /// Whether the customer is told what was asked: false if kefu asks back, declines or hands over.
    package var givesAnswer: Bool {
        switch self {
        case .answered, .direct, .quoted, .smallTalk: true
        case .askedBack, .declined, .handedOver, .blocked: false
        }
    }
}

extension AnsweredRow {
    /// Whether the customer is told what was asked.
    package var isAnswered: Bool { error == nil && !answer.isEmpty && decision?.givesAnswer ?? true }
}

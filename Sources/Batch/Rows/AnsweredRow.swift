import Answering
import RAGCore

/// What became of one row of questions: the answer with all that a reviewer asks about it, or why there is none.
package struct AnsweredRow: Sendable, Hashable, Codable {
    /// Position of the row among those with a question, from 0.
    package let row: Int
    package let question: String
    /// The words for the customer; empty where the row failed.
    package var answer = ""
    /// What was done with the question; nil where the row failed.
    package var decision: Answer.Decision?
    package var reason: Answer.Reason?
    /// Chance, 0 to 1, that the answer is right; nil where nothing was searched.
    package var certainty: Double?
    /// The passages that the answer rests on, by number.
    package var sources: [Source] = []
    /// Sentences of the answer that no passage bears out.
    package var unsupported: [String] = []
    package var language: Language?
    /// The completion model that wrote the answer; nil where none was called.
    package var model: String?
    package var usage: TokenUsage?
    /// Price of the tokens, in the currency of the prices that are set; nil where none are.
    package var cost: Double?
    /// Seconds from question to answer.
    package var seconds = 0.0
    /// The row that was answered in its stead, because it asks the same; nil where it was answered itself.
    package var sameAs: Int?
    /// Why there is no answer, for people; nil where there is one.
    package var error: String?

    package init(row: Int, question: String) {
        self.row = row
        self.question = question
    }
}

extension Answer.Decision {
    /// Whether the customer is told what was asked; not so where kefu asks back, declines or hands over.
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

import Foundation
import RAGCore

/// Questions that mean the same, asked by several customers or by one again and again.
package struct QuestionGroup: Sendable, Hashable, Codable {
    /// The question that stands for all: the one most like the others, in words that stand alone where there are any.
    package let representative: UnansweredQuestion
    /// Every question, oldest first.
    package let questions: [UnansweredQuestion]

    /// How often it was asked.
    package var count: Int { questions.count }
    package var lastAsked: Date { questions.last?.askedAt ?? representative.askedAt }
    /// How many of the answers a person marked bad.
    package var markedBad: Int { questions.count(where: \.isMarkedBad) }
    /// Each way to ask that stands alone, the most frequent first, then the nearest to all others.
    package let wordings: [String]
}

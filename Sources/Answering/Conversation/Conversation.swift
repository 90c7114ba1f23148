import Grounding
import RAGCore

/// The turns of a session, oldest first.
package struct Conversation: Sendable, Hashable, Codable {
    /// A question and its answer.
    package struct Turn: Sendable, Hashable, Codable {
        /// The place of the turn in the session, from 1.
        package let number: Int
        /// The question as the customer asked it.
        package let question: String
        /// The question as it was searched for.
        package let standaloneQuestion: String
        /// The text of the answer.
        package let answer: String
        /// The kind of answer.
        package let decision: Answer.Decision

        /// Creates a turn. `standaloneQuestion` is nil if the question was complete in itself.
        package init(
            number: Int,
            question: String,
            standaloneQuestion: String?,
            answer: String,
            decision: Answer.Decision
        ) {
            self.number = number
            self.question = question
            self.standaloneQuestion = standaloneQuestion ?? question
            self.answer = answer
            self.decision = decision
        }
    }

    /// The turns that are known, oldest first.
    package private(set) var turns: [Turn] = []
    /// A summary of the turns before `turns`; nil if there is none.
    package var summary: ConversationSummary?

    /// Creates a conversation without turns.
    package init() {}

    /// Creates a conversation that is resumed. Turns older than `turns` are known from `summary` only.
    package init(turns: [Turn], summary: ConversationSummary?) {
        self.turns = turns
        self.summary = summary
    }

    /// Creates a conversation from a recorded dialogue, oldest utterance first, customer and agent in turn.
    package init(utterances: [String]) {
        turns = stride(from: 0, to: utterances.count, by: 2).map { index in
            Turn(
                number: index / 2 + 1,
                question: utterances[index],
                standaloneQuestion: nil,
                answer: index + 1 < utterances.count ? utterances[index + 1] : "",
                decision: .answered
            )
        }
    }

    /// Returns the last `count` utterances, oldest first, customer and agent in turn.
    func utterances(_ count: Int) -> [String] {
        turns.flatMap { [$0.question, $0.answer] }.filter { !$0.isEmpty }.suffix(count)
    }

    /// Returns the conversation without the marks in its answers: citation marks of passages that are no longer
    /// shown, and `mark`, which follows unsupported sentences.
    func withoutMarks(_ mark: String) -> Conversation {
        let plain = turns.map { turn in
            Turn(
                number: turn.number,
                question: turn.question,
                standaloneQuestion: turn.standaloneQuestion,
                answer: CitationParser.withoutMarks(turn.answer).text.replacing(mark, with: ""),
                decision: turn.decision
            )
        }
        return Conversation(turns: plain, summary: summary)
    }

    /// Adds a finished answer as the last turn.
    package mutating func append(_ answer: Answer) {
        turns.append(
            Turn(
                number: (turns.last?.number ?? summary?.lastTurn ?? 0) + 1,
                question: answer.question,
                standaloneQuestion: answer.standaloneQuestion,
                answer: answer.text,
                decision: answer.decision
            )
        )
    }
}

import Grounding
import RAGCore

/// What was said so far, oldest turn first.
package struct Conversation: Sendable, Hashable, Codable {
    /// One question and what was answered.
    package struct Turn: Sendable, Hashable, Codable {
        /// Its place in the session, from 1.
        package let number: Int
        package let question: String
        /// The question as it was searched for.
        package let standaloneQuestion: String
        package let answer: String
        package let decision: Answer.Decision

        /// `standaloneQuestion` is nil where the question stood alone.
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

    package private(set) var turns: [Turn] = []
    /// What the older turns were about, where they were summed up.
    package var summary: ConversationSummary?

    package init() {}

    /// A session that is taken up again; older turns than `turns` stand in `summary` at most.
    package init(turns: [Turn], summary: ConversationSummary?) {
        self.turns = turns
        self.summary = summary
    }

    /// A conversation as others recorded it: what was said, oldest first, customer and agent in turn.
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

    /// The last `count` things said, oldest first, customer and agent in turn.
    func utterances(_ count: Int) -> [String] {
        turns.flatMap { [$0.question, $0.answer] }.filter { !$0.isEmpty }.suffix(count)
    }

    /// The same without what stands in its answers for the customer's eyes: marks of passages that are shown no more, and
    /// `mark`, which follows what no passage bears out.
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

    /// Adds a finished answer.
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

/// What was said so far, oldest turn first.
package struct Conversation: Sendable, Hashable, Codable {
    /// One question and what was answered.
    package struct Turn: Sendable, Hashable, Codable {
        package let question: String
        /// The question as it was searched for.
        package let standaloneQuestion: String
        package let answer: String
        package let decision: Answer.Decision
    }

    package private(set) var turns: [Turn] = []

    package init() {}

    /// A conversation as others recorded it: what was said, oldest first, customer and agent in turn.
    package init(utterances: [String]) {
        turns = stride(from: 0, to: utterances.count, by: 2).map { index in
            Turn(
                question: utterances[index],
                standaloneQuestion: utterances[index],
                answer: index + 1 < utterances.count ? utterances[index + 1] : "",
                decision: .answered
            )
        }
    }

    /// The last `count` things said, oldest first, customer and agent in turn.
    func utterances(_ count: Int) -> [String] {
        turns.flatMap { [$0.question, $0.answer] }.filter { !$0.isEmpty }.suffix(count)
    }

    /// Adds a finished answer.
    package mutating func append(_ answer: Answer) {
        turns.append(
            Turn(
                question: answer.question,
                standaloneQuestion: answer.standaloneQuestion ?? answer.question,
                answer: answer.text,
                decision: answer.decision
            )
        )
    }
}

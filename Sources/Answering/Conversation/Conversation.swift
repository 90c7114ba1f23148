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

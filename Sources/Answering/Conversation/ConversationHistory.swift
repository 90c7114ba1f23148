import Guard
import RAGCore

/// The part of a conversation that goes into a prompt.
package struct ConversationHistory: Sendable, Hashable {
    /// A short text about the turns before `turns`; nil if there are none.
    package let earlier: String?
    /// The last turns, oldest first.
    package let turns: [Conversation.Turn]
    /// The turns that are neither in `turns` nor in the summary and that the next summary must cover. Empty until
    /// there are enough of them.
    package let unsummarized: [Conversation.Turn]

    /// Returns the turns as messages, customer and agent in turn. The text about earlier turns stands in the
    /// customer's first message, because the model must not follow instructions in it.
    func messages(_ prompts: PromptLibrary, _ language: Language) -> [ChatMessage] {
        turns.enumerated().flatMap { index, turn in
            var question = PromptText.question(turn.question)
            if index == 0, let earlier {
                let values = ["summary": PromptText.passage(earlier), "question": question]
                question = prompts.text(.earlier, language, values)
            }
            return [ChatMessage(.user, question), ChatMessage(.assistant, turn.answer)]
        }
    }
}

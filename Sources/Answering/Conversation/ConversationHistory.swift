import Guard
import RAGCore

/// What a prompt remembers of a conversation.
package struct ConversationHistory: Sendable, Hashable {
    /// What was said before `turns`, in short; nil where nothing was.
    package let earlier: String?
    /// Oldest first.
    package let turns: [Conversation.Turn]
    /// Turns that are to be summed up, as soon as there is time for it: none of them stands in `turns` or in the summary.
    package let unsummarized: [Conversation.Turn]

    /// Customer and agent in turn. What was said before stands in the first message of the customer, for it is as little to
    /// be obeyed as a question.
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

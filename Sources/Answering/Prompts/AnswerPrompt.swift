import RAGCore

/// What a completion model reads to answer a question: rules and worked example, passages, what was said, the question.
///
/// In this order, from what changes least to what changes most, since a prompt cache holds what is the same from the start. Passages stand
/// between fences that no text of theirs can close (`PromptText`), in the first message of the customer: many chat templates
/// take customer and agent in turn only.
struct AnswerPrompt: Sendable {
    let prompts: PromptLibrary
    let settings: AnswerSettings

    /// Rules and worked example.
    func fixedPart(_ language: Language) -> [ChatMessage] {
        [
            ChatMessage(.system, prompts.text(.system, language, slots(language))),
            ChatMessage(.user, prompts.text(.exampleQuestion, language, slots(language))),
            ChatMessage(.assistant, prompts.text(.exampleAnswer, language, slots(language))),
        ]
    }

    /// All of it, for `draft` after what was said in `conversation`.
    func messages(for draft: AnswerDraft, after conversation: Conversation) -> [ChatMessage] {
        let turns = conversation.turns.suffix(settings.rememberedTurns).filter { $0.decision != .declined }
        var messages = turns.flatMap { turn in
            [
                ChatMessage(.user, PromptText.question(turn.question)),
                ChatMessage(.assistant, said(turn, draft.language)),
            ]
        }
        messages.append(ChatMessage(.user, PromptText.question(draft.question)))
        messages[0] = ChatMessage(.user, opening(messages[0].content, behind: draft.passages, draft.language))
        return fixedPart(draft.language) + messages
    }

    /// An earlier answer in the model's own words. Its marks stand for other passages than those that are shown now.
    private func said(_ turn: Conversation.Turn, _ language: Language) -> String {
        CitationParser.withoutMarks(turn.answer).text.replacing(unsupportedMark(language), with: "")
    }

    /// The customer's first question behind the passages.
    private func opening(_ question: String, behind passages: [NumberedPassage], _ language: Language) -> String {
        var values = slots(language)
        values["question"] = question
        values["passages"] = passages.map { passage in
            var slots = [
                "number": String(passage.number), "heading": PromptText.heading(passage.heading),
                "text": PromptText.passage(passage.hit.chunk.text),
            ]
            slots["date"] = passage.date.map(PromptText.heading)
            return slots
        }
        return prompts.text(.answer, language, values)
    }

    /// What follows a sentence that no passage bears out.
    func unsupportedMark(_ language: Language) -> String {
        // Chinese marks bring their own space.
        (language == .chinese ? "" : " ") + prompts.text(.unsupportedMark, language)
    }

    private func slots(_ language: Language) -> [String: Any] { settings.company[language]?.slots ?? [:] }
}

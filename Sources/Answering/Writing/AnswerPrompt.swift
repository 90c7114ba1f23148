import Guard
import RAGCore

/// Builds the prompt for an answer: rules and worked example, passages, earlier turns, the question.
///
/// The parts are ordered by how seldom they change, because a prompt cache covers the common beginning. Passages
/// stand between fences that their text cannot close (`PromptText`), in the first message of the customer, because
/// many chat templates require customer and agent to alternate.
struct AnswerPrompt: Sendable {
    let prompts: PromptLibrary
    let settings: AnswerSettings

    /// Returns the rules and the worked example.
    func fixedPart(_ language: Language) -> [ChatMessage] {
        [
            ChatMessage(.system, prompts.text(.system, language, slots(language))),
            ChatMessage(.user, prompts.text(.exampleQuestion, language, slots(language))),
            ChatMessage(.assistant, prompts.text(.exampleAnswer, language, slots(language))),
        ]
    }

    /// Returns the prompt and the passages in it, reduced until it fits into the model's window.
    ///
    /// The oldest turns go first, then the lowest passages, then the end of the best passage; rules and question
    /// always stay. Throws `RAGError` if these alone are too long.
    func fitted(_ draft: AnswerDraft, after conversation: Conversation) throws -> Fitted {
        let room = settings.windowTokens - settings.maximumTokens
        var memory = ConversationMemory(tokenBudget: settings.memoryTokens)
        let conversation = Language.allCases.reduce(conversation) { $0.withoutMarks(unsupportedMark($1)) }
        var fitted = Fitted(messages: [], passages: draft.passages)
        var passageTokens = Int.max
        while true {
            let history = memory.history(of: conversation)
            fitted.messages = messages(draft, history, fitted.passages, passageTokens: passageTokens)
            let excess = Self.tokens(of: fitted.messages) - room
            if excess <= 0 { return fitted }
            if !history.turns.isEmpty {
                memory = ConversationMemory(tokenBudget: min(memory.tokenBudget - excess, memory.tokenBudget * 3 / 4))
            } else if fitted.passages.count > 1 {
                fitted.passages.removeLast()
            } else {
                let length = fitted.passages.first.map { TokenEstimator.count($0.chunk.text) } ?? 0
                passageTokens = min(passageTokens, length) - excess
                guard passageTokens >= Self.shortestPassage else { throw tooLong(draft.question) }
            }
        }
    }

    /// A prompt that fits into the model's window.
    struct Fitted {
        var messages: [ChatMessage]
        var passages: [SearchHit]
    }

    /// The least number of tokens of a cut passage.
    private static let shortestPassage = 32
    /// The number of tokens that a chat template adds to a message.
    private static let messageTokens = 8

    private static func tokens(of messages: [ChatMessage]) -> Int {
        messages.reduce(0) { $0 + TokenEstimator.count($1.content) + messageTokens }
    }

    private func tooLong(_ question: String) -> RAGError {
        RAGError(
            .failed,
            "The question has about \(TokenEstimator.count(question)) tokens, too many for the model's"
                + " \(settings.windowTokens) beside rules, passages and an answer of \(settings.maximumTokens)",
            hint:
                "Ask in fewer words, or set engine.context-tokens for the local model, completion.window-tokens for another",
            refusesInput: true
        )
    }

    private func messages(
        _ draft: AnswerDraft,
        _ history: ConversationHistory,
        _ passages: [SearchHit],
        passageTokens: Int
    ) -> [ChatMessage] {
        let language = draft.language
        var messages = history.messages(prompts, language)
        messages.append(ChatMessage(.user, PromptText.question(draft.correctedQuestion ?? draft.question)))
        let opening = opening(messages[0].content, behind: passages, language, passageTokens: passageTokens)
        messages[0] = ChatMessage(.user, opening)
        return fixedPart(language) + messages
    }

    /// Returns the customer's first message: the passages followed by `question`.
    private func opening(
        _ question: String,
        behind passages: [SearchHit],
        _ language: Language,
        passageTokens: Int
    ) -> String {
        var values = slots(language)
        values["question"] = question
        values["passages"] = passages.enumerated().map { index, passage in
            var slots = [
                "number": String(index + 1), "heading": PromptText.heading(passage.heading),
                "text": PromptText.passage(passage.chunk.text).cut(toTokens: passageTokens),
            ]
            slots["date"] = passage.date.map(PromptText.heading)
            return slots
        }
        return prompts.text(.answer, language, values)
    }

    /// Returns the mark behind a sentence that no passage supports, with the space before it that the language needs.
    func unsupportedMark(_ language: Language) -> String {
        // Chinese marks contain their own space.
        (language == .chinese ? "" : " ") + prompts.text(.unsupportedMark, language)
    }

    private func slots(_ language: Language) -> [String: Any] { settings.company[language]?.slots ?? [:] }
}

import RAGCore

/// Answers questions from the index: rewrite, search, decide, then let a completion model write from the passages, or quote them.
package struct AnswerPipeline: Sendable {
    private let search: ConversationSearch
    private let policy: AnswerPolicy
    private let context: ContextBuilder
    private let model: (any ChatModel)?
    private let prompts: PromptLibrary
    private let settings: AnswerSettings

    /// Without a `model` the best passages are quoted.
    package init(
        search: ConversationSearch,
        policy: AnswerPolicy,
        model: (any ChatModel)?,
        prompts: PromptLibrary,
        settings: AnswerSettings
    ) {
        self.search = search
        self.policy = policy
        self.context = ContextBuilder(tokenBudget: settings.contextTokens)
        self.model = model
        self.prompts = prompts
        self.settings = settings
    }

    /// Answers `question`; `report` gets every step in order and sets the pace: nothing is read ahead of it.
    ///
    /// Throws `RAGError`, or `CancellationError` when the task is cancelled, which also ends the request.
    package func answer(
        _ question: String,
        in conversation: Conversation = Conversation(),
        report: @Sendable (AnswerEvent) async throws -> Void = { _ in }
    ) async throws -> Answer {
        let language = Language(of: question) ?? conversation.turns.last.flatMap { Language(of: $0.answer) } ?? .english
        var draft = AnswerDraft(question: question, language: language)
        let finding = try await search.find(question, in: conversation, limit: settings.passages)
        let retrieval = finding.retrieval
        draft.standaloneQuestion = finding.standaloneQuestion
        draft.passages = context.passages(from: retrieval.hits)
        draft.trace.passages = retrieval.passages
        draft.trace.evidence = retrieval.evidence
        draft.trace.timings.search = draft.seconds
        try await report(.retrieved(retrieval.hits))

        guard policy.decide(retrieval.evidence) == .answer, !draft.passages.isEmpty else {
            return try await finish(draft, .declined, .notInDocuments, report: report)
        }
        guard let model else { return try await finish(draft, .quoted, report: report) }
        return try await write(draft, with: model, after: conversation, report: report)
    }

    /// Streams the model's reply through the citation parser.
    private func write(
        _ draft: AnswerDraft,
        with model: any ChatModel,
        after conversation: Conversation,
        report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        var draft = draft
        let request = request(draft, after: conversation)
        draft.trace.messages = request.messages
        var text = ""
        var usage: TokenUsage?
        var citations = CitationParser(passageCount: draft.passages.count)
        func show(_ piece: String) async throws {
            // Models like to begin with a line break.
            let piece = text.isEmpty ? String(piece.drop(while: \.isWhitespace)) : piece
            guard !piece.isEmpty else { return }
            if draft.trace.timings.firstWord == nil { draft.trace.timings.firstWord = draft.seconds }
            text += piece
            try await report(.text(piece))
        }
        do {
            Trace.mark("prompt built")
            for try await event in model.reply(to: request) {
                switch event {
                case .text(let piece): try await show(citations.consume(piece))
                case .usage(let tokens): usage = tokens
                case .finished: break
                }
            }
            try Task.checkCancellation()
            try await show(citations.finish())
        } catch let error as RAGError where settings.quotesWhenModelFails && text.isEmpty {
            try await report(.notice(error.description))
            return try await finish(draft, .quoted, .modelFailed, report: report)
        }
        guard !text.isEmpty else {
            throw RAGError(
                .serviceFailed,
                "The completion model \(model.name) gave an empty answer",
                hint: "Try again, or choose another model with completion.model in kefu.yaml"
            )
        }
        return draft.answer(
            .answered,
            text: text,
            cited: citations.cited,
            leaning: true,
            model: model.name,
            usage: usage
        )
    }

    /// Ends with words that need no model.
    private func finish(
        _ draft: AnswerDraft,
        _ decision: Answer.Decision,
        _ reason: Answer.Reason? = nil,
        report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        let text =
            decision == .quoted
            ? PassageQuoter.quote(draft.passages)
            : [PromptName.refusal, .handoff].map { prompts.text($0, draft.language, slots(draft.language)) }
                .joined(separator: "\n")
        try await report(.text(text))
        let cited = decision == .quoted ? PassageQuoter.quoted(draft.passages).map(\.number) : []
        return draft.answer(decision, reason, text: text, cited: cited)
    }

    /// Has the model read the part of the prompt that never changes, so that a provider or engine with a prompt cache
    /// answers the first question in `language` sooner. Costs one token.
    package func warmUp(_ language: Language) async throws {
        guard let model else { return }
        let request = ChatRequest(messages: fixedPart(language), maximumTokens: 1, temperature: settings.temperature)
        for try await _ in model.reply(to: request) {}
        try Task.checkCancellation()
    }

    /// Rules and worked example.
    private func fixedPart(_ language: Language) -> [ChatMessage] {
        [
            ChatMessage(.system, prompts.text(.system, language, slots(language))),
            ChatMessage(.user, prompts.text(.exampleQuestion, language, slots(language))),
            ChatMessage(.assistant, prompts.text(.exampleAnswer, language, slots(language))),
        ]
    }

    /// The fixed part first, so that a prompt cache holds it; then what was said, then passages and question.
    private func request(_ draft: AnswerDraft, after conversation: Conversation) -> ChatRequest {
        let language = draft.language
        var messages = fixedPart(language)
        for turn in conversation.turns.suffix(settings.rememberedTurns) where turn.decision != .declined {
            messages += [ChatMessage(.user, turn.question), ChatMessage(.assistant, turn.answer)]
        }
        var values = slots(language)
        values["question"] = draft.question
        values["passages"] = draft.passages.map {
            ["number": String($0.number), "heading": $0.heading, "text": $0.hit.chunk.text]
        }
        messages.append(ChatMessage(.user, prompts.text(.answer, language, values)))
        return ChatRequest(
            messages: messages,
            maximumTokens: settings.maximumTokens,
            temperature: settings.temperature
        )
    }

    private func slots(_ language: Language) -> [String: Any] { settings.company[language]?.slots ?? [:] }
}

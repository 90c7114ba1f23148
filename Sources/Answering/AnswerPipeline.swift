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
        let finding = try await search.find(question, in: conversation, limit: settings.passages)
        let retrieval = finding.retrieval
        try await report(.retrieved(retrieval.hits))

        let language = Language(of: question) ?? conversation.turns.last.flatMap { Language(of: $0.answer) } ?? .english
        let passages = context.passages(from: retrieval.hits)
        let draft = Draft(
            question: question,
            standalone: finding.standaloneQuestion,
            language: language,
            passages: passages
        )
        guard policy.decide(retrieval.evidence) == .answer, !passages.isEmpty else {
            return try await finish(draft, .declined, report: report)
        }
        guard let model else { return try await finish(draft, .quoted, report: report) }
        return try await write(draft, with: model, after: conversation, report: report)
    }

    /// Streams the model's reply through the citation parser.
    private func write(
        _ draft: Draft,
        with model: any ChatModel,
        after conversation: Conversation,
        report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        var text = ""
        var usage: TokenUsage?
        var citations = CitationParser(passageCount: draft.passages.count)
        func show(_ piece: String) async throws {
            // Models like to begin with a line break.
            let piece = text.isEmpty ? String(piece.drop(while: \.isWhitespace)) : piece
            guard !piece.isEmpty else { return }
            text += piece
            try await report(.text(piece))
        }
        do {
            Trace.mark("prompt built")
            for try await event in model.reply(to: request(draft, after: conversation)) {
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
            return try await finish(draft, .quoted, report: report)
        }
        guard !text.isEmpty else {
            throw RAGError(
                .serviceFailed,
                "The completion model \(model.name) gave an empty answer",
                hint: "Try again, or choose another model with completion.model in kefu.yaml"
            )
        }
        return draft.answer(.answered, text: text, cited: citations.cited, model: model.name, usage: usage)
    }

    /// Ends with words that need no model.
    private func finish(
        _ draft: Draft,
        _ decision: Answer.Decision,
        report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        let text: String
        switch decision {
        case .quoted:
            text = PassageQuoter.quote(draft.passages)
        case .declined, .answered:
            text = [
                prompts.text(.refusal, draft.language, slots(draft.language)),
                prompts.text(.handoff, draft.language, slots(draft.language)),
            ].joined(separator: "\n")
        }
        try await report(.text(text))
        let cited = decision == .quoted ? PassageQuoter.quoted(draft.passages).map(\.number) : []
        return draft.answer(decision, text: text, cited: cited, model: nil, usage: nil)
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
    private func request(_ draft: Draft, after conversation: Conversation) -> ChatRequest {
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

/// What is known of an answer before its text.
private struct Draft: Sendable {
    let question: String
    let standalone: String?
    let language: Language
    let passages: [NumberedPassage]

    func answer(
        _ decision: Answer.Decision,
        text: String,
        cited: [Int],
        model: String?,
        usage: TokenUsage?
    ) -> Answer {
        var sources = passages.filter { cited.contains($0.number) }.map { Source($0, isCited: true) }
        if sources.isEmpty, decision != .declined { sources = nearest(to: text).map { Source($0, isCited: false) } }
        return Answer(
            question: question,
            standaloneQuestion: standalone,
            decision: decision,
            text: text,
            sources: sources,
            model: model,
            usage: usage
        )
    }

    /// The passages that share most words with an answer that cites none.
    private func nearest(to text: String) -> [NumberedPassage] {
        let terms = Terms.of(text)
        let shares = passages.map { Terms.coverage(of: terms, in: [$0.hit.chunk.text]) }
        let enough = (shares.max() ?? 0) * 0.8
        return zip(passages, shares).filter { $0.1 >= enough }.map(\.0)
    }
}

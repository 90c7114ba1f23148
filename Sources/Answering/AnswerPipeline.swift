import Guard
import Lexicon
import RAGCore

/// Answers questions from the index: what needs no search first, then what has a stored answer, then rewrite, search, decide, and
/// let a completion model write from the passages, or quote them.
package struct AnswerPipeline: Sendable {
    private let stored: StoredAnswers?
    private let search: ConversationSearch
    private let policy: AnswerPolicy
    private let handover: Handover
    private let listedWords: WordGuard
    private let context: ContextBuilder
    private let writer: AnswerWriter?
    private let replies: FixedReplies
    private let summarizer: ConversationSummarizer?
    private let settings: AnswerSettings

    /// Passages that are looked at to decide; fewer are shown.
    package static let depth = 20

    /// Without `stored`, a question that has a stored answer is answered like any other. `listedWords` are those of questions, `listedAnswers` those of what a model writes. Without a `model` the best passages are
    /// quoted; without a `summarizer`, a long conversation is remembered by its questions.
    package init(
        stored: StoredAnswers? = nil,
        search: ConversationSearch,
        policy: AnswerPolicy,
        handover: Handover = Handover(),
        listedWords: WordGuard = WordGuard([]),
        listedAnswers: WordGuard = WordGuard([]),
        model: (any ChatModel)?,
        summarizer: ConversationSummarizer? = nil,
        prompts: PromptLibrary,
        settings: AnswerSettings
    ) {
        self.stored = stored
        self.search = search
        self.policy = policy
        self.handover = handover
        self.listedWords = listedWords
        self.context = ContextBuilder(passages: settings.passages, tokenBudget: settings.contextTokens)
        let replies = FixedReplies(prompts: prompts, company: settings.company)
        self.replies = replies
        self.writer = model.map {
            AnswerWriter(
                model: $0,
                prompt: AnswerPrompt(prompts: prompts, settings: settings),
                replies: replies,
                listedWords: listedAnswers,
                settings: settings
            )
        }
        self.summarizer = summarizer
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
        let draft = AnswerDraft(question: question, language: language)
        if let listed = listedWords.find(in: question) {
            return try await finish(draft, .blocked, .listedQuestion, listed.reply, cited: [], report)
        }
        if let kind = SmallTalk.kind(of: question) { return try await reply(draft, .smallTalk, kind, report) }
        if let reason = handover.reason(question) { return try await reply(draft, .handedOver, reason, report) }
        guard InjectionSigns.found(in: question).isEmpty else {
            return try await reply(draft, .declined, .outsideDocuments, report)
        }
        let asked = conversation.completed(question) ?? question
        if let pair = try await stored?.answer(to: asked) { return try await finish(stored: pair, draft, report) }
        return try await answer(from: find(draft, asked, in: conversation, report), after: conversation, report)
    }

    /// Ends with a stored answer as it stands.
    private func finish(
        stored pair: SearchHit,
        _ draft: AnswerDraft,
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        var draft = draft
        draft.passages = [pair]
        draft.trace.passages = [RankedPassage(hit: pair, score: pair.score, vectorRank: 1)]
        draft.trace.confidence = StoredAnswers.confidence
        draft.trace.timings.search = draft.trace.timings.search ?? draft.seconds
        return try await finish(draft, .direct, nil, pair.chunk.text + " [1]", cited: [1], report)
    }

    /// Searches, and notes what was found.
    private func find(
        _ draft: AnswerDraft,
        _ asked: String,
        in conversation: Conversation,
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> (AnswerDraft, Retrieval) {
        var draft = draft
        let finding = try await search.find(asked, in: conversation, limit: max(settings.passages, Self.depth))
        draft.standaloneQuestion = finding.standaloneQuestion ?? (asked == draft.question ? nil : asked)
        draft.trace.passages = finding.retrieval.passages
        draft.trace.evidence = finding.retrieval.evidence
        draft.trace.confidence = policy.calibration.confidence(finding.retrieval.evidence)
        draft.trace.timings.search = draft.seconds
        for notice in finding.retrieval.notices { try await report(.notice(notice)) }
        return (draft, finding.retrieval)
    }

    /// Decides, and answers accordingly.
    private func answer(
        from found: (draft: AnswerDraft, retrieval: Retrieval),
        after conversation: Conversation,
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        var draft = found.draft
        let question = draft.standaloneQuestion ?? draft.question
        if draft.standaloneQuestion != nil, let pair = try await stored?.answer(to: question) {
            return try await finish(stored: pair, draft, report)
        }
        switch policy.decide(question, found.retrieval, after: conversation) {
        case .askBack(let alternatives):
            draft.passages = alternatives.map(\.hit)
            return try await reply(draft, .askedBack, nil, report)
        case .decline(let reason):
            return try await reply(draft, .declined, reason, report)
        case .handOver(let reason):
            return try await reply(draft, .handedOver, reason, report)
        case .answer:
            draft.passages = context.passages(from: found.retrieval.hits)
            guard !draft.passages.isEmpty else { return try await reply(draft, .declined, .notInDocuments, report) }
            try await report(.retrieved(draft.passages))
            guard let writer else { return try await quote(draft, nil, report) }
            do {
                return try await writer.write(draft, after: conversation, report: report)
            } catch let failure as AnswerWriter.FailedBeforeFirstWord where settings.quotesWhenModelFails {
                try await report(.notice(failure.error.description))
                return try await quote(draft, .modelFailed, report)
            } catch let failure as AnswerWriter.FailedBeforeFirstWord {
                throw failure.error
            }
        }
    }

    /// Ends with words that are ready.
    private func reply(
        _ draft: AnswerDraft,
        _ decision: Answer.Decision,
        _ reason: Answer.Reason?,
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        let text = replies.text(decision, reason, draft)
        return try await finish(draft, decision, reason, text, cited: [], report)
    }

    /// Ends with the best passages as they stand.
    private func quote(
        _ draft: AnswerDraft,
        _ reason: Answer.Reason?,
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        let cited = Array(1..<(PassageQuoter.quoted(draft.passages).count + 1))
        return try await finish(draft, .quoted, reason, PassageQuoter.quote(draft.passages), cited: cited, report)
    }

    private func finish(
        _ draft: AnswerDraft,
        _ decision: Answer.Decision,
        _ reason: Answer.Reason?,
        _ text: String,
        cited: [Int],
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        var draft = draft
        draft.trace.timings.firstWord = draft.seconds
        try await report(.text(text))
        return draft.answer(decision, reason, text: text, cited: cited)
    }

    /// A summary of the turns that have become too old for a prompt, where it is time for one; to be asked for when the answer is
    /// shown, since it takes a call of the model. Throws `RAGError`, or `CancellationError`.
    package func summary(of conversation: Conversation) async throws -> ConversationSummary? {
        let turns = ConversationMemory(tokenBudget: settings.memoryTokens).history(of: conversation).unsummarized
        return try await summarizer?.summary(of: turns, after: conversation.summary)
    }

    /// Has the model read the part of the prompt that never changes, so that a provider or engine with a prompt cache
    /// answers the first question in `language` sooner. Costs one token.
    package func warmUp(_ language: Language) async throws {
        try await writer?.warmUp(language)
    }
}

extension Conversation {
    /// The question that was left open and the customer's choice, where the last turn asked back; nil where it did not.
    fileprivate func completed(_ choice: String) -> String? {
        guard let last = turns.last, last.decision == .askedBack, Terms.of(choice).count <= 4 else { return nil }
        return choice + " " + last.standaloneQuestion
    }
}

import Grounding
import Guard
import Lexicon
import RAGCore

/// Answers questions from the index.
///
/// The steps run in this order: checks that need no search (word lists, small talk, hand-over, attacks), a stored
/// answer, the search with query rewriting, the decision, and an answer that a completion model writes from the
/// passages or that quotes them.
package struct AnswerPipeline: Sendable {
    private let stored: StoredAnswers?
    private let search: ConversationSearch
    private let policy: AnswerPolicy
    private let handover: Handover
    private let router: (any TeamRouter)?
    private let listedWords: WordGuard
    private let context: ContextBuilder
    private let writer: AnswerWriter?
    private let replies: FixedReplies
    private let summarizer: ConversationSummarizer?
    private let settings: AnswerSettings

    /// The number of passages that the decision is made from. Fewer are shown.
    package static let depth = 20

    /// Creates a pipeline.
    ///
    /// Without `stored`, stored answers are not looked up. `listedWords` are searched in questions, `listedAnswers`
    /// in the text that a model writes. Without a `router` a hand-over names no team. Without a `model` the best
    /// passages are quoted. Without a `summarizer` the older turns of a long conversation are remembered by their
    /// questions. Without an `aligner`, sentences of the model are compared with passages by their words alone.
    package init(
        stored: StoredAnswers? = nil,
        search: ConversationSearch,
        policy: AnswerPolicy,
        handover: Handover = Handover(),
        router: (any TeamRouter)? = nil,
        listedWords: WordGuard = WordGuard([]),
        listedAnswers: WordGuard = WordGuard([]),
        model: (any ChatModel)?,
        aligner: SentenceAligner? = nil,
        summarizer: ConversationSummarizer? = nil,
        prompts: PromptLibrary,
        settings: AnswerSettings
    ) {
        self.stored = stored
        self.search = search
        self.policy = policy
        self.handover = handover
        self.router = router
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
                aligner: aligner,
                settings: settings
            )
        }
        self.summarizer = summarizer
        self.settings = settings
    }

    /// Answers `question`. `report` receives every step in order and sets the pace: nothing is read ahead of it.
    ///
    /// Marks that a letter of the question has too many of are not read. Throws `RAGError`, or `CancellationError` if
    /// the task is cancelled, which also ends the request.
    package func answer(
        _ question: String,
        in conversation: Conversation = Conversation(),
        report: @Sendable (AnswerEvent) async throws -> Void = { _ in }
    ) async throws -> Answer {
        let question = question.withBoundedCharacters()
        let language = Language(of: question) ?? conversation.turns.last.flatMap { Language(of: $0.answer) } ?? .english
        let draft = AnswerDraft(question: question, language: language)
        if let listed = listedWords.find(in: question) {
            return try await finish(draft, .blocked, .listedQuestion, listed.reply, cited: [], report)
        }
        let plain = question.foldingWriting()
        if let kind = SmallTalk.kind(of: plain, isFirst: conversation.turns.isEmpty) {
            return try await reply(draft, .smallTalk, kind, report)
        }
        if let reason = handover.reason(plain) { return try await handOver(draft, reason, conversation, report) }
        guard !QuestionAttack.isOne(question) else {
            return try await reply(draft, .declined, .outsideDocuments, report)
        }
        let hasWord = question.contains { $0.isLetter || $0.isNumber }
        if !hasWord || conversation.turns.isEmpty && Terms.phrases(of: question).isEmpty {
            return try await reply(draft, .smallTalk, .unclear, report)
        }
        if let asked = conversation.completed(question) {
            return try await answer(draft, MessageQuestion(text: asked), asked, in: conversation, report)
        }
        let questions = Message(question).questions
        guard questions.count > 1 else {
            return try await answer(draft, questions[0], question, in: conversation, report)
        }
        if let pair = try await stored?.answer(to: question) { return try await finish(stored: pair, draft, report) }
        return try await answer(questions, of: draft, in: conversation, report)
    }

    /// Answers the questions of a message one by one.
    private func answer(
        _ questions: [MessageQuestion],
        of message: AnswerDraft,
        in conversation: Conversation,
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        var sequence = AnswerSequence()
        for question in questions {
            try await report(.text(sequence.begin(question)))
            let draft = AnswerDraft(
                question: question.textWithBackground,
                language: message.language,
                numberedFrom: sequence.nextNumber
            )
            let shown = sequence.text
            let part = try await answer(draft, question, question.text, in: conversation) { event in
                try await report(event)
                // Only the text of this part is withdrawn.
                if case .withdrawn = event { try await report(.text(shown)) }
            }
            sequence.append(part)
        }
        return sequence.joined(question: message.question)
    }

    /// Answers one question, which stands in the message as `wording`.
    private func answer(
        _ draft: AnswerDraft,
        _ question: MessageQuestion,
        _ wording: String,
        in conversation: Conversation,
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        if let pair = try await stored?.answer(to: wording) { return try await finish(stored: pair, draft, report) }
        // A story may change the answer: `the seal is broken. can I return it?`
        if question.background.isEmpty, question.text != wording, let pair = try await stored?.answer(to: question.text)
        {
            return try await finish(stored: pair, draft, report)
        }
        return try await answer(from: find(draft, question, in: conversation, report), after: conversation, report)
    }

    /// Ends with a stored answer as it was written.
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
        return try await finish(
            draft,
            .direct,
            nil,
            pair.chunk.text + " [\(draft.firstNumber)]",
            cited: [draft.firstNumber],
            report
        )
    }

    /// Searches, and adds the passages, the evidence and the confidence to the draft.
    private func find(
        _ draft: AnswerDraft,
        _ question: MessageQuestion,
        in conversation: Conversation,
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> (AnswerDraft, Retrieval) {
        var draft = draft
        let finding = try await search.find(question, in: conversation, limit: max(settings.passages, Self.depth))
        draft.standaloneQuestion = finding.standaloneQuestion ?? (question.text == draft.question ? nil : question.text)
        draft.trace.passages = finding.retrieval.passages
        draft.trace.evidence = finding.retrieval.evidence
        draft.trace.confidence = policy.calibration.confidence(finding.retrieval.evidence)
        draft.trace.timings.search = draft.seconds
        for notice in finding.retrieval.notices { try await report(.notice(notice)) }
        if let meant = finding.retrieval.correctedQuestion {
            draft.correct(to: meant)
            try await report(.notice(draft.language == .chinese ? "已按“\(meant)”查找" : "Searched for: \(meant)"))
        }
        return (draft, finding.retrieval)
    }

    /// Decides what to do with the search result and answers accordingly.
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
        // The documents may cover what looks like chit-chat: a speaker plays music, a hotel books a table.
        let evidence = found.retrieval.evidence
        if SmallTalk.isChitChat(question),
            evidence.keywordCoverage ?? 0 < 1
                || policy.calibration.confidence(evidence) < policy.minimumConfidence(for: evidence)
        {
            return try await reply(draft, .declined, .outsideDocuments, report)
        }
        switch policy.decide(question, found.retrieval, after: conversation) {
        case .askBack(let alternatives):
            draft.passages = alternatives.map(\.hit)
            return try await reply(draft, .askedBack, nil, report)
        case .decline(let reason):
            return try await reply(draft, .declined, reason, report)
        case .handOver(let reason):
            return try await handOver(draft, reason, conversation, report)
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

    /// Ends with a fixed reply.
    private func reply(
        _ draft: AnswerDraft,
        _ decision: Answer.Decision,
        _ reason: Answer.Reason?,
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        let text = replies.text(decision, reason, draft)
        return try await finish(draft, decision, reason, text, cited: [], report)
    }

    /// Ends with the way to a person, and names the team if it can be told.
    private func handOver(
        _ draft: AnswerDraft,
        _ reason: Answer.Reason,
        _ conversation: Conversation,
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        var draft = draft
        // Who only asks for a person said before what it is about.
        let before = reason == .listedTopic ? nil : conversation.turns.last?.standaloneQuestion
        let text = [before, draft.standaloneQuestion ?? draft.question].compactMap(\.self).joined(separator: "\n")
        do {
            draft.team = try await router?.team(for: text)
        } catch let error as RAGError {
            try await report(.notice(error.description))
        }
        return try await reply(draft, .handedOver, reason, report)
    }

    /// Ends with the best passages as they are.
    private func quote(
        _ draft: AnswerDraft,
        _ reason: Answer.Reason?,
        _ report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        let text = PassageQuoter.quote(draft.passages, numberedFrom: draft.firstNumber)
        return try await finish(draft, .quoted, reason, text, cited: draft.quotedNumbers, report)
    }

    /// Reports `text` and returns the finished answer.
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

    /// Returns a summary of the turns that no longer fit into a prompt; nil if none is due. It calls the model, so
    /// call it after the answer is shown. Throws `RAGError` or `CancellationError`.
    package func summary(of conversation: Conversation) async throws -> ConversationSummary? {
        let turns = ConversationMemory(tokenBudget: settings.memoryTokens).history(of: conversation).unsummarized
        return try await summarizer?.summary(of: turns, after: conversation.summary)
    }

    /// Sends the model the part of the prompt that never changes, so that a provider or engine with a prompt cache
    /// answers the first question in `language` sooner. Costs one token.
    package func warmUp(_ language: Language) async throws {
        try await writer?.warmUp(language)
    }
}

extension Conversation {
    /// Returns the customer's choice joined with the question that was left open if the last turn asked back; nil
    /// otherwise.
    fileprivate func completed(_ choice: String) -> String? {
        guard let last = turns.last, last.decision == .askedBack, Terms.of(choice).count <= 4,
            !MessageClause.asks(choice)
        else { return nil }
        return choice + " " + last.standaloneQuestion
    }
}

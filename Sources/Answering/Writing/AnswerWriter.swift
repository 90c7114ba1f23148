import Grounding
import Guard
import RAGCore

/// Writes an answer from passages with a completion model and checks its text.
struct AnswerWriter: Sendable {
    private let model: any ChatModel
    private let prompt: AnswerPrompt
    private let replies: FixedReplies
    private let listedWords: WordGuard
    /// nil if there is no local encoder.
    private let aligner: SentenceAligner?
    private let settings: AnswerSettings
    private let evidence = EvidenceCache(capacity: 256)
    private let sources = SourceCache(capacity: 256)

    /// The number of last questions whose numbers and names the answer may repeat.
    private static let rememberedQuestions = 5

    init(
        model: any ChatModel,
        prompt: AnswerPrompt,
        replies: FixedReplies,
        listedWords: WordGuard,
        aligner: SentenceAligner?,
        settings: AnswerSettings
    ) {
        self.model = model
        self.prompt = prompt
        self.replies = replies
        self.listedWords = listedWords
        self.aligner = aligner
        self.settings = settings
    }

    /// A failure of the model before any text was shown.
    struct FailedBeforeFirstWord: Error {
        let error: RAGError
    }

    /// Streams the model's reply through the screen, which may end it with a fixed reply.
    ///
    /// Throws `FailedBeforeFirstWord`, or `RAGError` if the model fails later or the question is too long for it.
    func write(
        _ draft: AnswerDraft,
        after conversation: Conversation,
        report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        var draft = draft
        let fitted = try prompt.fitted(draft, after: conversation)
        (draft.trace.messages, draft.passages) = (fitted.messages, fitted.passages)
        if settings.isModelSmall, let quote = PassageQuoter.quickQuote(draft) {
            draft.trace.timings.quote = draft.seconds
            try await report(.quoted(quote))
        }
        var screen = screen(draft, after: conversation)
        var text = ""
        var usage: TokenUsage?
        var end: String?
        func show(_ piece: String) async throws {
            // Many models begin with a line break.
            let piece = text.isEmpty ? String(piece.drop(while: \.isWhitespace)) : piece
            guard !piece.isEmpty else { return }
            if draft.trace.timings.firstWord == nil { draft.trace.timings.firstWord = draft.seconds }
            text += piece
            try await report(.text(piece))
        }
        do {
            Trace.mark("prompt built")
            reading: for try await event in model.reply(to: request(draft.trace.messages)) {
                switch event {
                case .text(let piece): try await show(await screen.consume(piece))
                case .withdrawn:
                    screen = self.screen(draft, after: conversation)
                    if !text.isEmpty { try await report(.withdrawn) }
                    text = ""
                case .usage(let tokens): usage = tokens
                case .finished(let reason): end = reason
                }
                if screen.ending != nil { break reading }
            }
            try Task.checkCancellation()
            try await show(screen.finish(isCut: end == Self.cutOff))
            if text.isEmpty, screen.ending == nil, end != Self.filtered { throw empty(end) }
        } catch let error as RAGError where text.isEmpty {
            throw FailedBeforeFirstWord(error: error)
        }
        draft.trace.support = screen.findings
        var (decision, reason) = (Answer.Decision.answered, Answer.Reason?.none)
        if let ending = screen.ending {
            (decision, reason) = ending.decision
            if case .fault(let fault) = ending {
                (draft.trace.fault, draft.trace.support) = (fault, [])
                if !text.isEmpty { try await report(.withdrawn) }
                text = ""
                let quote = PassageQuoter.quote(draft.passages, numberedFrom: draft.firstNumber)
                try await show(replies.text(decision, reason, draft) + "\n\n" + quote)
            } else {
                let reply = ending.reply ?? replies.text(decision, reason, draft)
                try await show(text.isEmpty ? reply : "\n\n" + reply)
            }
        }
        var cited = CitationParser.withoutMarks(text).cited
        if case .fault = screen.ending { cited = draft.quotedNumbers }
        switch end {
        case Self.filtered where screen.ending == nil:
            (decision, reason) = (.declined, .contentFilter)
            try await show((text.isEmpty ? "" : " …\n\n") + replies.text(decision, reason, draft))
        case Self.cutOff where screen.ending == nil:
            (decision, reason) = (.quoted, .cutOff)
            cited += draft.quotedNumbers
            try await show(" …\n\n" + PassageQuoter.quote(draft.passages, numberedFrom: draft.firstNumber))
            try await report(.notice("The answer was cut off. \(raiseLimit)."))
        default: break
        }
        return draft.answer(
            decision,
            reason,
            text: text,
            cited: cited,
            infersSources: decision == .answered,
            model: model.name,
            usage: usage
        )
    }

    /// The reasons for the end of a reply, in the words of the chat completion API.
    private static let (cutOff, filtered) = ("length", "content_filter")

    private var raiseLimit: String {
        "Raise completion.answer-tokens in kefu.yaml (\(settings.maximumTokens)), or choose a model that reasons less"
    }

    /// Returns the error of a reply without any text. Reasoning counts towards the limit.
    private func empty(_ end: String?) -> RAGError {
        end == Self.cutOff
            ? RAGError(
                .serviceFailed,
                "The completion model \(model.name) reached the token limit before it wrote an answer",
                hint: raiseLimit
            )
            : RAGError(
                .serviceFailed,
                "The completion model \(model.name) gave an empty answer",
                hint: "Try again, or choose another model with completion.model in kefu.yaml"
            )
    }

    /// Returns the checks of the model's text. It may repeat words of the customer; words of the agent need a
    /// passage.
    private func screen(_ draft: AnswerDraft, after conversation: Conversation) -> AnswerScreen {
        let company = settings.company[draft.language].map { [$0.name, $0.contact] } ?? []
        let asked = conversation.turns.suffix(Self.rememberedQuestions).map(\.question) + [draft.question]
        return AnswerScreen(
            filter: AnswerFilter(
                sources: draft.passages.flatMap { [$0.promptText] + ($0.documentMetadata["url"] ?? []) },
                settings: company,
                asked: asked,
                prompt: draft.trace.messages.filter { $0.role == .system }.map(\.content),
                cache: sources
            ),
            citations: CitationParser(passageCount: draft.passages.count, numberedFrom: draft.firstNumber),
            words: WordWatch(listedWords),
            faults: settings.isModelSmall ? faults(draft) : nil,
            support: SupportStream(
                settings.unsupported,
                mark: prompt.unsupportedMark(draft.language),
                aligner: aligner,
                embedded: draft.numberedPassages { $0.chunk.embeddedText(title: $0.documentTitle) }
            ) {
                SupportCheck(
                    passages: draft.numberedPassages(\.promptText),
                    question: asked.joined(separator: "\n"),
                    known: company,
                    cache: evidence
                )
            }
        )
    }

    private func faults(_ draft: AnswerDraft) -> FaultWatch {
        FaultWatch(
            question: draft.question,
            language: draft.language,
            passages: draft.passages.map(\.promptText),
            expectsAnswer: draft.trace.confidence.map { $0 >= Self.expectedConfidence } ?? false
        )
    }

    /// The confidence from which the passages answer the question more probably than a model that says they do not.
    private static let expectedConfidence = 0.75

    /// Sends the model the part of the prompt that never changes.
    func warmUp(_ language: Language) async throws {
        var request = request(prompt.fixedPart(language))
        request.maximumTokens = 1
        for try await _ in model.reply(to: request) {}
        try Task.checkCancellation()
    }

    private func request(_ messages: [ChatMessage]) -> ChatRequest {
        ChatRequest(messages: messages, maximumTokens: settings.maximumTokens, temperature: settings.temperature)
    }
}

import RAGCore

/// Has a completion model write an answer from passages, and watches what it writes.
struct AnswerWriter: Sendable {
    private let model: any ChatModel
    private let prompt: AnswerPrompt
    private let settings: AnswerSettings

    init(model: any ChatModel, prompts: PromptLibrary, settings: AnswerSettings) {
        self.model = model
        self.settings = settings
        prompt = AnswerPrompt(prompts: prompts, settings: settings)
    }

    /// The model failed, and nothing was shown yet.
    struct FailedBeforeFirstWord: Error {
        let error: RAGError
    }

    /// The model recited its prompt instead of answering; only the first words of it were shown.
    struct RecitedPrompt: Error {
        let shown: String
    }

    /// Streams the model's reply through what a customer may see, and the citation parser. Throws `FailedBeforeFirstWord`,
    /// `RecitedPrompt`, or `RAGError` where it fails later.
    func write(
        _ draft: AnswerDraft,
        after conversation: Conversation,
        report: @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> Answer {
        var draft = draft
        let request = ChatRequest(
            messages: prompt.messages(for: draft, after: conversation),
            maximumTokens: settings.maximumTokens,
            temperature: settings.temperature
        )
        draft.trace.messages = request.messages
        var text = ""
        var usage: TokenUsage?
        var filter = filter(draft, request)
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
                case .text(let piece): try await show(citations.consume(filter.consume(piece)))
                case .usage(let tokens): usage = tokens
                case .finished: break
                }
            }
            try Task.checkCancellation()
            try await show(citations.consume(filter.finish()) + citations.finish())
        } catch let error as RAGError where text.isEmpty {
            throw FailedBeforeFirstWord(error: error)
        }
        if filter.isClosed { throw RecitedPrompt(shown: text) }
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

    /// Keeps addresses that no passage holds, hidden characters and the prompt itself from the customer.
    private func filter(_ draft: AnswerDraft, _ request: ChatRequest) -> AnswerFilter {
        AnswerFilter(
            sources: draft.passages.flatMap {
                [$0.evidence] + ($0.hit.documentMetadata["url"] ?? [])
            },
            settings: settings.company[draft.language].map { [$0.name, $0.contact] } ?? [],
            prompt: request.messages.filter { $0.role == .system }.map(\.content)
        )
    }

    /// Has the model read the part of the prompt that never changes.
    func warmUp(_ language: Language) async throws {
        let request = ChatRequest(
            messages: prompt.fixedPart(language),
            maximumTokens: 1,
            temperature: settings.temperature
        )
        for try await _ in model.reply(to: request) {}
        try Task.checkCancellation()
    }
}

import Answering
import Application
import Hummingbird
import Logging
import RAGCore
import Synchronization

/// Accepts questions, answers them and stores the turns.
struct AnswerDesk: Sendable {
    let live: LiveSettings
    let index: ServingIndex
    let queue: AdmissionQueue
    let metrics: Metrics
    let webhook: HandoverWebhook
    private let holds = SessionHolds()

    private static let logger = Logger(label: "kefu.server")

    init(live: LiveSettings, index: ServingIndex, queue: AdmissionQueue, metrics: Metrics, webhook: HandoverWebhook) {
        self.live = live
        self.index = index
        self.queue = queue
        self.metrics = metrics
        self.webhook = webhook
    }

    /// Accepts a question. With the id of a session it is the next of that session, which must be the caller's;
    /// otherwise it follows `history` and begins a session. Throws `APIError`, also where too many questions wait.
    func accept(
        _ question: String,
        after history: Conversation,
        session: Session.ID?,
        tags: [String]?,
        by caller: Caller
    ) async throws -> Exchange {
        let filter = try caller.filter(tags)
        let settings = live.settings.server
        guard let session else {
            return Exchange(
                question: question,
                filter: filter,
                conversation: RecordedConversation(history, owner: caller.owner),
                place: try queue.enter(running: settings.concurrency, waiting: settings.queue),
                hold: nil
            )
        }
        guard live.settings.conversations.areStored else { throw APIError.notStored }
        let hold = try holds.hold(session, of: caller.owner)
        guard let conversation = try await live.recorder.resume(id: session, ownedBy: caller.owner) else {
            throw APIError.unknownSession
        }
        return Exchange(
            question: question,
            filter: filter,
            conversation: conversation,
            place: try queue.enter(running: settings.concurrency, waiting: settings.queue),
            hold: hold
        )
    }

    /// Does `work` for `request` when its turn has come among the questions; it is cancelled as soon as the client
    /// leaves, and the connection ends with it. Throws `APIError` where too many questions wait.
    func whenAdmitted<Value: Sendable>(
        _ request: Request,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let settings = live.settings.server
        let place = try queue.enter(running: settings.concurrency, waiting: settings.queue)
        return try await request.body.consumeWithCancellationOnInboundClose { _ in
            try await place.reach()
            return try await work()
        }
    }

    /// Answers the question when its turn has come, and stores the turn. `report` gets every step. Throws `RAGError`,
    /// or `CancellationError` where the client has left.
    func answer(
        _ exchange: Exchange,
        report: @escaping @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> AnsweredTurn {
        // A client that reads slowly holds its connection, but nobody else's question.
        defer { exchange.place.leave() }
        let stage = Mutex("queue")
        do {
            try await exchange.place.reach()
            stage.withLock { $0 = "search" }
            let (answer, pipeline) = try await find(exchange) { event in
                switch event {
                case .retrieved: stage.withLock { $0 = "model" }
                case .notice: Self.logger.warning("a step failed, and the question is answered without it")
                case .quoted, .text, .withdrawn: break
                }
                try await report(event)
            }
            count(answer)
            // The client may leave now. The turn is stored all the same, and a hand-over reaches the team.
            return await Task { await store(answer, exchange, pipeline) }.value
        } catch let error as CancellationError {
            metrics.add("kefu_cancelled_total", ["stage": stage.withLock(\.self)])
            throw error
        }
    }

    /// Answers from the index as it is now; once more where a new generation replaced it in the meantime.
    private func find(
        _ exchange: Exchange,
        _ report: @escaping @Sendable (AnswerEvent) async throws -> Void
    ) async throws -> (Answer, AnswerPipeline) {
        let events = HeldEvents(report)
        let found = try await index.reading(mayRepeat: { events.areHeld }) {
            events.forget()
            let pipeline = try await index.pipeline(where: exchange.filter)
            let conversation = exchange.conversation.conversation
            let answer = try await pipeline.answer(exchange.question, in: conversation, report: events.receive)
            return (answer, pipeline)
        }
        try await events.release()
        return found
    }

    /// Stores the turn. A hand-over is passed on to the team.
    private func store(_ answer: Answer, _ exchange: Exchange, _ pipeline: AnswerPipeline) async -> AnsweredTurn {
        let recorder = live.recorder
        var conversation = exchange.conversation
        let stored = await recorder.record(answer, in: &conversation)
        if stored != nil, answer.decision == .handedOver, let session = conversation.session?.id {
            await webhook.send(.handedOver, session)
        }
        // Summing up may ask the model, and nobody waits for it. A history that the client sends is not summed up: it
        // comes anew with each question, and so would the summary.
        if exchange.hold != nil {
            Task { [conversation] in await recorder.summarize(conversation, with: pipeline) }
        }
        return AnsweredTurn(answer: answer, session: stored?.session, turn: stored?.number)
    }

    private func count(_ answer: Answer) {
        metrics.add(
            "kefu_answers_total",
            [
                "decision": answer.decision.rawValue, "reason": answer.reason?.rawValue ?? "",
                "language": answer.language.rawValue,
            ]
        )
        let timings = answer.trace.timings
        if let firstWord = timings.firstWord { metrics.observe("kefu_first_word_seconds", seconds: firstWord) }
        metrics.observe("kefu_answer_seconds", seconds: timings.total)
        guard let usage = answer.usage else { return }
        metrics.add("kefu_tokens_total", ["kind": "input"], Double(usage.input))
        metrics.add("kefu_tokens_total", ["kind": "output"], Double(usage.output))
    }
}

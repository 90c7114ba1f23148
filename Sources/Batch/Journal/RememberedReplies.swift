import Foundation
import RAGCore

/// A completion model that repeats the stored reply to a request it has seen, and stores each new complete reply.
package struct RememberedReplies: ChatModel {
    private let base: any ChatModel
    private let journal: BatchJournal
    private let onReplay: @Sendable (BatchJournal.Reply, Double) async -> Void

    /// Wraps `base`. `onReplay` is called for each stored reply, with the share of the price that it cost when it was
    /// made.
    package init(
        _ base: any ChatModel,
        journal: BatchJournal,
        onReplay: @escaping @Sendable (BatchJournal.Reply, Double) async -> Void = { _, _ in }
    ) {
        self.base = base
        self.journal = journal
        self.onReplay = onReplay
    }

    /// The name of the wrapped model.
    package var name: String { base.name }

    /// Returns the stored reply, or that of the wrapped model. Throws what the model throws, and `RAGError` if a
    /// reply cannot be stored.
    package func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let stream = ReplyStream(request, base, journal, onReplay)
        return AsyncThrowingStream { try await stream.next() }
    }

    /// One reply, from the journal or from the model.
    private actor ReplyStream {
        private let request: ChatRequest
        private let model: any ChatModel
        private let journal: BatchJournal
        private let onReplay: @Sendable (BatchJournal.Reply, Double) async -> Void
        private var events: AsyncThrowingStream<ChatEvent, any Error>?
        private var replay: [ChatEvent]?
        private var text = ""
        private var usage: TokenUsage?
        private var finish: String?

        init(
            _ request: ChatRequest,
            _ model: any ChatModel,
            _ journal: BatchJournal,
            _ onReplay: @escaping @Sendable (BatchJournal.Reply, Double) async -> Void
        ) {
            (self.request, self.model, self.journal, self.onReplay) = (request, model, journal, onReplay)
        }

        func next() async throws -> ChatEvent? {
            if events == nil, replay == nil {
                if let known = await journal.reply(of: model.name, to: request) {
                    await onReplay(known, journal.share(of: model.name, to: request))
                    replay =
                        [.text(known.text)] + (known.usage.map { [.usage($0)] } ?? []) + [
                            .finished(reason: known.finish)
                        ]
                } else {
                    events = model.reply(to: request)
                }
            }
            guard let events else {
                guard replay?.isEmpty == false else { return nil }
                return replay?.removeFirst()
            }
            var iterator = events.makeAsyncIterator()
            let event = try await iterator.next()
            switch event {
            case .text(let piece): text += piece
            case .withdrawn: text = ""
            case .usage(let tokens): usage = tokens
            case .finished(let reason): finish = reason
            case nil:
                // A cancelled stream may end without an error.
                try Task.checkCancellation()
                guard !text.isEmpty else { return nil }
                let reply = BatchJournal.Reply(text: text, usage: usage, finish: finish)
                try await journal.keep(reply, of: model.name, to: request)
            }
            return event
        }
    }
}

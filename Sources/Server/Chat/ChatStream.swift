import Answering
import Application
import Foundation
import Logging
import RAGCore
import Synchronization

/// Sends one answer as a stream of chunks.
final class ChatStream: Sendable {
    private struct Progress {
        /// The code points that were sent.
        var length = 0
        /// Where the text begins that is not void.
        var start = 0
        /// Whether the next piece of text begins a correction.
        var beginsCorrection = false
    }

    let desk: AnswerDesk
    let exchange: Exchange
    let includesUsage: Bool
    let language: Language

    private let id = "chatcmpl-\(RandomText.id())"
    private let created = Int(Date().timeIntervalSince1970)
    private let progress = Mutex(Progress())

    private static let logger = Logger(label: "kefu.server")

    init(desk: AnswerDesk, exchange: Exchange, includesUsage: Bool, language: Language) {
        self.desk = desk
        self.exchange = exchange
        self.includesUsage = includesUsage
        self.language = language
    }

    /// Answers the question and sends every piece of the answer as it comes. An error that comes in mid-stream is sent
    /// as an event, and then the stream is not marked as done.
    func run(_ events: EventStream) async {
        events.send(chunk(ChatChunk.Delta(role: "assistant", content: "")))
        do {
            let turn = try await desk.answer(exchange) { event in
                switch event {
                case .text(let piece): events.send(self.chunk(of: piece))
                case .quoted(let quote): events.send(self.chunk(of: quote))
                case .withdrawn: self.withdraw()
                case .retrieved, .notice: break
                }
            }
            events.send(lastChunk(turn))
            if includesUsage {
                events.send(ChatChunk(id: id, created: created, usage: Usage(turn.answer.usage)))
            }
            events.sendDone()
        } catch is CancellationError {
            events.send(ErrorReply(.stopping, in: language))
        } catch {
            Self.logger.error(
                "a stream failed",
                metadata: ["reason": "\((error as? RAGError)?.reasonForLog ?? "\(type(of: error))")"]
            )
            events.send(ErrorReply((error as? RAGError).map { APIError($0) } ?? .failed, in: language))
        }
    }

    private func chunk(_ delta: ChatChunk.Delta) -> ChatChunk { ChatChunk(id: id, created: created, delta: delta) }

    private func chunk(of piece: String) -> ChatChunk {
        let isCorrection = progress.withLock { progress in
            defer {
                progress.length += piece.unicodeScalars.count
                progress.beginsCorrection = false
            }
            return progress.beginsCorrection
        }
        var chunk = chunk(ChatChunk.Delta(content: piece))
        if isCorrection { chunk.kefu = .correction(ChatChunk.Correction(replacedFrom: 0)) }
        return chunk
    }

    /// Returns a chunk without text. Clients that only know the OpenAI API show nothing.
    private func chunk(of quote: PassageQuote) -> ChatChunk {
        var chunk = chunk(ChatChunk.Delta())
        chunk.kefu = .quote(
            ChatChunk.Quote(quote: ChatChunk.Quote.Passage(text: quote.text, source: SourceReply(quote.source)))
        )
        return chunk
    }

    private func withdraw() {
        progress.withLock { progress in
            progress.start = progress.length
            progress.beginsCorrection = true
        }
    }

    private func lastChunk(_ turn: AnsweredTurn) -> ChatChunk {
        let start = progress.withLock(\.start)
        let answer = turn.answer
        return ChatChunk(
            id: id,
            created: created,
            delta: ChatChunk.Delta(
                annotations: Annotation.annotations(of: answer.text, answer.sources, offset: start)
            ),
            finishReason: answer.finishReason,
            kefu: .reply(KefuReply(turn, isCorrected: start > 0, desk.live.settings))
        )
    }
}

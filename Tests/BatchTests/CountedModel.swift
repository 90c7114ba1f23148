import RAGCore
import Synchronization

/// A completion model that replies with the question and its number of calls; its reply to `break` breaks off.
final class CountedModel: ChatModel {
    private let count = Mutex(0)

    var calls: Int { count.withLock { $0 } }
    let name = "counted"

    func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let call = count.withLock { count in
            count += 1
            return count
        }
        let question = request.messages.last?.content ?? ""
        return AsyncThrowingStream { continuation in
            continuation.yield(.text(question))
            if question == "break" { return continuation.finish(throwing: RAGError(.serviceFailed, "Broken")) }
            continuation.yield(.text(" \(call)"))
            continuation.yield(.usage(TokenUsage(input: 1_000, output: 100)))
            continuation.finish()
        }
    }
}

extension ChatModel {
    /// The whole reply.
    func text(_ request: ChatRequest) async throws -> String {
        var text = ""
        for try await case .text(let piece) in reply(to: request) { text += piece }
        return text
    }
}

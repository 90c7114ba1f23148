import RAGCore
import Synchronization

/// What other threads ask of the loop thread.
final class Mailbox: Sendable {
    enum Message: Sendable {
        case start(HTTPRequest, Channel, Trace?)
        case resume(Channel)
        case discard(Channel)
        case cancel(Channel)
    }

    private struct State {
        var messages: [Message] = []
        var isClosed = false
        /// nil once the loop is about to free it.
        var multi: MultiHandle?
    }

    private let state: Mutex<State>

    init(waking multi: MultiHandle) {
        state = Mutex(State(multi: multi))
    }

    /// Drops a message and wakes the loop. After closing, a request to start fails at once.
    func post(_ message: Message) {
        let isLate = state.withLock { state in
            guard !state.isClosed else { return true }
            state.messages.append(message)
            state.multi?.wake()
            return false
        }
        if isLate, case .start(_, let channel, _) = message { channel.finish(.failure(HTTPError(.closed))) }
    }

    /// Tells the loop to end.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.multi?.wake()
        }
    }

    /// What was asked since the last call, and whether the loop shall end after it.
    func collect() -> (messages: [Message], isClosed: Bool) {
        state.withLock { state in
            defer { state.messages = [] }
            return (state.messages, state.isClosed)
        }
    }

    /// After this nobody wakes the multi handle any more, and it can be freed.
    func releaseHandle() {
        state.withLock { $0.multi = nil }
    }
}

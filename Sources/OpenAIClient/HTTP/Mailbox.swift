import RAGCore
import Synchronization

/// A queue of messages from other threads to the loop thread.
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
        /// Nil when the loop is about to free the handle.
        var multi: MultiHandle?
    }

    private let state: Mutex<State>

    init(waking multi: MultiHandle) {
        state = Mutex(State(multi: multi))
    }

    /// Adds a message and wakes the loop. After `close`, a request to start fails at once.
    func post(_ message: Message) {
        let isLate = state.withLock { state in
            guard !state.isClosed else { return true }
            state.messages.append(message)
            state.multi?.wake()
            return false
        }
        if isLate, case .start(_, let channel, _) = message { channel.finish(.failure(HTTPError(.closed))) }
    }

    /// Asks the loop to end.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.multi?.wake()
        }
    }

    /// Takes the messages since the last call. `isClosed` asks the loop to end after them.
    func collect() -> (messages: [Message], isClosed: Bool) {
        state.withLock { state in
            defer { state.messages = [] }
            return (state.messages, state.isClosed)
        }
    }

    /// Forgets the multi handle, so that nobody wakes it any more and it can be freed.
    func releaseHandle() {
        state.withLock { $0.multi = nil }
    }
}

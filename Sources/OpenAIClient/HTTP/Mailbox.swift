import CCurl
import RAGCore
import Synchronization

/// What other threads ask of the loop thread.
final class Mailbox: Sendable {
    enum Letter: Sendable {
        case start(HTTPRequest, Channel, Trace?)
        case resume(Channel)
        case discard(Channel)
        case cancel(Channel)
    }

    private struct State {
        var letters: [Letter] = []
        var isClosed = false
        /// nil once the loop is about to free it.
        var multi: MultiHandle?
    }

    private let state: Mutex<State>

    init(waking multi: MultiHandle) {
        state = Mutex(State(multi: multi))
    }

    /// Drops a letter and wakes the loop. After closing, a request to start fails at once.
    func post(_ letter: Letter) {
        let isLate = state.withLock { state in
            guard !state.isClosed else { return true }
            state.letters.append(letter)
            state.multi?.wake()
            return false
        }
        if isLate, case .start(_, let channel, _) = letter { channel.finish(.failure(HTTPError(.closed))) }
    }

    /// Tells the loop to end.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.multi?.wake()
        }
    }

    /// What was asked since the last call, and whether the loop shall end after it.
    func collect() -> (letters: [Letter], isClosed: Bool) {
        state.withLock { state in
            defer { state.letters = [] }
            return (state.letters, state.isClosed)
        }
    }

    /// After this nobody wakes the multi handle any more, and it can be freed.
    func letGo() {
        state.withLock { $0.multi = nil }
    }
}

/// libcurl's multi handle, on its way to the loop thread, which alone uses it but for waking.
///
/// Unchecked, because a pointer is not `Sendable`: `curl_multi_wakeup` is the one call that libcurl allows from any
/// thread (<https://curl.se/libcurl/c/curl_multi_wakeup.html>), and `Mailbox` guards it against the end of the handle.
struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    /// Ends the poll that the loop is in, or its next.
    fileprivate func wake() {
        curl_multi_wakeup(pointer)
    }
}

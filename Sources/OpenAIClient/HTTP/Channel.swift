import Synchronization

/// The state that the reader of a reply and the loop thread share: the head, waiting bytes, and the waiting reader.
///
/// The loop offers bytes until `window` bytes wait. Then it stops reading the socket until the reader has taken them.
final class Channel: Sendable {
    private struct State {
        var head: HTTPHead?
        var bytes: [UInt8] = []
        /// Whether the loop holds bytes back until the reader has taken the waiting ones.
        var isFull = false
        var end: Result<Void, any Error>?
        /// Whether the state changed since the reader last looked.
        var hasChanged = false
        var waiter: CheckedContinuation<Void, Never>?

        mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
            hasChanged = true
            defer { waiter = nil }
            return waiter
        }
    }

    /// The most bytes that wait for the reader.
    static let window = 256 * 1024

    private let state = Mutex(State())
    private let mailbox: Mailbox

    init(mailbox: Mailbox) {
        self.mailbox = mailbox
    }
}

/// The part for the loop thread.
extension Channel {
    /// Gives the reader status and headers.
    func deliver(_ head: HTTPHead) {
        state.withLock { state in
            state.head = head
            return state.takeWaiter()
        }?.resume()
    }

    /// Hands bytes to the reader. Returns false if too many wait already. The loop is told when to offer them again.
    func offer(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let (isTaken, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
            guard state.end == nil else { return (true, nil) }
            guard state.bytes.isEmpty || state.bytes.count + bytes.count <= Self.window else {
                state.isFull = true
                return (false, nil)
            }
            state.bytes.append(contentsOf: bytes)
            return (true, state.takeWaiter())
        }
        waiter?.resume()
        return isTaken
    }

    /// Ends the reply in success or failure. Only the first call counts.
    func finish(_ end: Result<Void, any Error>) {
        state.withLock { state in
            if state.end == nil { state.end = end }
            return state.takeWaiter()
        }?.resume()
    }
}

/// The part for the reader, which is one task at a time.
extension Channel {
    /// Returns status and headers as soon as they arrived.
    func head() async throws -> HTTPHead {
        try await wait { state in
            if let head = state.head { return head }
            try state.end?.get()
            return nil
        }
    }

    /// Returns all waiting bytes, at least one; empty at the end of the reply.
    func next() async throws -> [UInt8] {
        let (bytes, wasFull) = try await wait { state -> ([UInt8], Bool)? in
            guard !state.bytes.isEmpty else {
                guard let end = state.end else { return nil }
                try end.get()
                return ([], false)
            }
            defer { state.isFull = false }
            var bytes: [UInt8] = []
            swap(&bytes, &state.bytes)
            return (bytes, state.isFull)
        }
        if wasFull { mailbox.post(.resume(self)) }
        return bytes
    }

    /// Ends the request at once and closes its socket.
    ///
    /// A complete reply whose bytes still wait ends as cancelled too, because the bytes that were read must not pass
    /// for all.
    func cancel() {
        let (isOpen, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
            let isOpen = state.end == nil
            if isOpen || !state.bytes.isEmpty { state.end = .failure(CancellationError()) }
            state.bytes = []
            return (isOpen, state.takeWaiter())
        }
        waiter?.resume()
        if isOpen { mailbox.post(.cancel(self)) }
    }

    /// Drops the rest of the reply for a short time, so that the connection can serve the next request.
    func discardRest() {
        let isOpen = state.withLock { state in
            defer { state.end = state.end ?? .success(()) }
            state.bytes = []
            return state.end == nil
        }
        if isOpen { mailbox.post(.discard(self)) }
    }

    private func wait<Value: Sendable>(_ look: @Sendable (inout State) throws -> Value?) async throws -> Value {
        try await withTaskCancellationHandler {
            while true {
                let value = try state.withLock { state in
                    state.hasChanged = false
                    return try look(&state)
                }
                if let value { return value }
                await withCheckedContinuation { continuation in
                    let hasChanged = state.withLock { state in
                        if !state.hasChanged { state.waiter = continuation }
                        return state.hasChanged
                    }
                    if hasChanged { continuation.resume() }
                }
            }
        } onCancel: {
            cancel()
        }
    }
}

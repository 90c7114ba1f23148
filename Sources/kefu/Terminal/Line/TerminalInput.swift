import Dispatch
import Foundation
import Synchronization

/// What comes from the person at the terminal, in order: keys, and what the system tells of the terminal.
///
/// Nothing is read while nobody waits: what is typed during an answer stays with the terminal until the next line is asked for,
/// and programs that are started in between get their own keys.
final class TerminalInput: Sendable {
    enum Event: Sendable {
        case bytes([UInt8])
        /// Ctrl-C.
        case interrupted
        /// The window has another size.
        case resized
        /// The program goes on after Ctrl-Z.
        case resumed
        /// There is nobody any more.
        case ended
    }

    private let events: AsyncStream<Event>
    private let continuation: AsyncStream<Event>.Continuation
    private struct Sources {
        let keyboard: any DispatchSourceRead
        let signals: [any DispatchSourceSignal]
    }

    private let sources: Mutex<Sources>
    private let queue = DispatchQueue(label: "kefu.terminal")

    init() {
        (events, continuation) = AsyncStream.makeStream()
        let (continuation, queue) = (continuation, queue)
        let keyboard = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: queue)
        let signals = [
            Self.watch(SIGWINCH, on: queue) { continuation.yield(.resized) },
            Self.watch(SIGTSTP, on: queue) {
                guard TerminalMode.isHeld else { return }
                TerminalMode.release()
                kill(getpid(), SIGSTOP)
                TerminalMode.hold()
                continuation.yield(.resumed)
            },
        ]
        keyboard.setEventHandler {
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = read(STDIN_FILENO, &bytes, bytes.count)
            if count > 0 {
                continuation.yield(.bytes(Array(bytes.prefix(count))))
            } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
                continuation.yield(.ended)
                continuation.finish()
            }
        }
        sources = Mutex(Sources(keyboard: keyboard, signals: signals))
    }

    /// Dispatch ends the program where a source is released that is suspended.
    deinit {
        sources.withLock {
            $0.keyboard.cancel()
            $0.keyboard.resume()
        }
    }

    /// Tells whoever waits that Ctrl-C was pressed.
    func interrupt() { continuation.yield(.interrupted) }

    /// Reads while `body` runs, which takes events by `next`.
    func reading<Result>(_ body: (inout AsyncStream<Event>.Iterator) async throws -> Result) async rethrows -> Result {
        sources.withLock { $0.keyboard.resume() }
        defer { sources.withLock { $0.keyboard.suspend() } }
        var iterator = events.makeAsyncIterator()
        return try await body(&iterator)
    }

    private static func watch(
        _ number: Int32,
        on queue: DispatchQueue,
        _ handler: @escaping @Sendable () -> Void
    ) -> any DispatchSourceSignal {
        if number == SIGTSTP { signal(number, SIG_IGN) }
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler(handler: handler)
        source.resume()
        return source
    }
}

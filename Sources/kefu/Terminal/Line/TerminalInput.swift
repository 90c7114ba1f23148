import Dispatch
import Foundation
import Synchronization

/// The events of the terminal in order: typed bytes and signals.
///
/// Input is read only inside `reading`. Keys typed during an answer stay in the terminal's buffer until the next line
/// is read, and programs started in between get their own keys.
final class TerminalInput: Sendable {
    enum Event: Sendable {
        case bytes([UInt8])
        /// Ctrl-C.
        case interrupted
        /// The window changed its size.
        case resized
        /// The program continues after Ctrl-Z.
        case resumed
        /// The input has ended.
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

    // Dispatch crashes if a suspended source is released.
    deinit {
        sources.withLock {
            $0.keyboard.cancel()
            $0.keyboard.resume()
        }
    }

    /// Adds the event that Ctrl-C was pressed.
    func interrupt() { continuation.yield(.interrupted) }

    /// Reads input while `body` runs. `body` gets the events from the iterator.
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

import Dispatch
import Foundation
import Synchronization

/// Ctrl-C stops the innermost work, SIGTERM all of it; a second signal before it has stopped ends the program.
enum Interrupts {
    private struct Handler {
        let action: @Sendable () -> Void
        /// Whether the work ends by it.
        let isFinal: Bool
    }

    private struct State {
        var handlers: [Handler] = []
        var sources: [any DispatchSourceSignal] = []
        var isStopping = false
    }

    private static let state = Mutex(State())

    /// Runs `work` so that a signal cancels it, and only it. The work then throws `CancellationError`.
    static func cancelling<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task { try await work() }
        push(Handler(action: { task.cancel() }, isFinal: true))
        defer { pop() }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Runs `work`, which has the terminal to itself: Ctrl-C is not ours meanwhile.
    static func ignoring<Result>(_ work: () async throws -> Result) async rethrows -> Result {
        replace {}
        defer { pop() }
        return try await work()
    }

    /// From now on Ctrl-C calls `action`, as often as it comes, in place of ending the work around this.
    static func replace(with action: @escaping @Sendable () -> Void) {
        push(Handler(action: action, isFinal: false))
    }

    private static func push(_ handler: Handler) {
        state.withLock { state in
            state.handlers.append(handler)
            if state.sources.isEmpty { state.sources = [SIGINT, SIGTERM].map(watch) }
        }
    }

    private static func pop() {
        state.withLock { state in
            state.handlers.removeLast()
            state.isStopping = false
        }
    }

    private static func watch(_ number: Int32) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { interrupt(number) }
        source.resume()
        return source
    }

    private static func interrupt(_ number: Int32) {
        let handler = state.withLock { state -> Handler? in
            let concerned = number == SIGTERM ? state.handlers.first : state.handlers.last
            guard !state.isStopping, let handler = concerned else { return nil }
            state.isStopping = handler.isFinal
            return handler
        }
        guard let handler else {
            TerminalMode.release()
            _exit(130)
        }
        handler.action()
    }
}

import Dispatch
import Foundation
import Synchronization

/// The handling of signals: Ctrl-C cancels the innermost work, SIGTERM and the end of the terminal the outermost.
///
/// A second signal before the work has stopped ends the program with code 130.
enum Interrupts {
    private struct Handler {
        let action: @Sendable () -> Void
        /// Whether the action ends the work.
        let isFinal: Bool
    }

    private struct State {
        var handlers: [Handler] = []
        var sources: [any DispatchSourceSignal] = []
        var isStopping = false
    }

    private static let state = Mutex(State())

    /// Runs `work` so that a signal cancels it and nothing around it. The work then throws `CancellationError`.
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

    /// Runs `work` while kefu ignores Ctrl-C, because another program uses the terminal.
    static func ignoring<Result>(_ work: () async throws -> Result) async rethrows -> Result {
        replace {}
        defer { pop() }
        return try await work()
    }

    /// Makes every Ctrl-C from now on call `action` instead of cancelling the surrounding work.
    static func replace(with action: @escaping @Sendable () -> Void) {
        push(Handler(action: action, isFinal: false))
    }

    private static func push(_ handler: Handler) {
        state.withLock { state in
            state.handlers.append(handler)
            if state.sources.isEmpty { state.sources = [SIGINT, SIGTERM, SIGHUP].compactMap(watch) }
        }
    }

    private static func pop() {
        state.withLock { state in
            state.handlers.removeLast()
            state.isStopping = false
        }
    }

    /// Watches a signal; nil if it is to be ignored, as SIGHUP under `nohup`.
    private static func watch(_ number: Int32) -> (any DispatchSourceSignal)? {
        let before = unsafeBitCast(signal(number, SIG_IGN), to: Int.self)
        if number == SIGHUP, before == unsafeBitCast(SIG_IGN, to: Int.self) { return nil }
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { interrupt(number) }
        source.resume()
        return source
    }

    private static func interrupt(_ number: Int32) {
        let handler = state.withLock { state -> Handler? in
            let concerned = number == SIGINT ? state.handlers.last : state.handlers.first
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

import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and SIGTERM: the first stops the innermost work, a second before that has stopped ends the program.
enum Interrupts {
    private struct State {
        var handlers: [@Sendable () -> Void] = []
        var sources: [any DispatchSourceSignal] = []
        var isStopping = false
    }

    private static let state = Mutex(State())

    /// Runs `work` so that the first signal cancels it, and only it. The work then throws `CancellationError`.
    static func cancelling<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task { try await work() }
        state.withLock { state in
            state.handlers.append { task.cancel() }
            if state.sources.isEmpty { state.sources = [SIGINT, SIGTERM].map(watch) }
        }
        defer {
            state.withLock { state in
                state.handlers.removeLast()
                state.isStopping = false
            }
        }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private static func watch(_ number: Int32) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { interrupt() }
        source.resume()
        return source
    }

    private static func interrupt() {
        let handler = state.withLock { state -> (@Sendable () -> Void)? in
            guard !state.isStopping else { return nil }
            state.isStopping = true
            return state.handlers.last
        }
        guard let handler else { _exit(130) }
        handler()
    }
}

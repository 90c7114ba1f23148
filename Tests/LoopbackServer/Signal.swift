import Foundation
import Synchronization

/// An event that happens once, for which a test or a script waits.
package final class Signal<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiters: [CheckedContinuation<Value, Never>] = []
    }

    private let state = Mutex(State())
    private let semaphore = DispatchSemaphore(value: 0)

    /// Creates a signal that was not sent yet.
    package init() {}

    /// Sends the event. Only the first value counts.
    package func send(_ value: Value) {
        let waiters = state.withLock { state in
            if state.value == nil { state.value = value }
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.resume(returning: value) }
        semaphore.signal()
    }

    /// The value that was sent. Suspends the task until there is one.
    package var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let value = state.withLock { state in
                    if state.value == nil { state.waiters.append(continuation) }
                    return state.value
                }
                if let value { continuation.resume(returning: value) }
            }
        }
    }

    /// Blocks the thread until the event, a minute at most, so that a broken test does not hang.
    package func wait() {
        if semaphore.wait(timeout: .now() + 60) == .success { semaphore.signal() }
    }
}

/// A counter that starts at 1.
package final class Counter: Sendable {
    private let count = Mutex(0)

    /// The last number that was returned; 0 before the first.
    package var value: Int { count.withLock(\.self) }

    /// Creates a counter that returned no number yet.
    package init() {}

    /// Returns the next number.
    package func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

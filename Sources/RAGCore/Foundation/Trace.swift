import Synchronization

/// The times of the steps of a task, for `--trace`. Marks are kept only while someone listens.
package final class Trace: Sendable {
    /// The trace of the current task; nil if it is not traced. C callbacks have no task, so read it before they run.
    @TaskLocal package static var current: Trace?

    private let marks = Mutex<[(name: String, at: ContinuousClock.Instant)]>([])

    /// Creates a trace without marks.
    package init() {}

    /// Records that the step `name` is done. Names come from the code, never from customers.
    package func mark(_ name: StaticString) {
        let now = ContinuousClock.now
        marks.withLock { $0.append((name.description, now)) }
    }

    /// The marks so far, in order.
    package var steps: [(name: String, at: ContinuousClock.Instant)] { marks.withLock { $0 } }

    /// Records a mark in the trace of the current task, if there is one.
    package static func mark(_ name: StaticString) {
        current?.mark(name)
    }
}

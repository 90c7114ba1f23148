import Synchronization

/// What happened when, for `--trace`. Whoever does a step marks it; nothing is kept unless someone listens.
package final class Trace: Sendable {
    /// The trace of the task that runs, if it is being traced. C callbacks have no task: capture it before.
    @TaskLocal package static var current: Trace?

    private let marks = Mutex<[(name: String, at: ContinuousClock.Instant)]>([])

    package init() {}

    /// Notes that the step `name` is done. Steps are named by the code, never by customers' words.
    package func mark(_ name: StaticString) {
        let now = ContinuousClock.now
        marks.withLock { $0.append((name.description, now)) }
    }

    /// The marks so far, in order.
    package var steps: [(name: String, at: ContinuousClock.Instant)] { marks.withLock { $0 } }

    /// Marks the current task's trace, if there is one.
    package static func mark(_ name: StaticString) {
        current?.mark(name)
    }
}

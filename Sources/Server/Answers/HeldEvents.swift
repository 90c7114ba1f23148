import Answering
import Synchronization

/// Holds the events of an answer back until passages were found to write it from, or until `release`.
///
/// A new generation of the index may replace the one that is being searched. The search then finds nothing, and the
/// refusal must not be sent before that is known.
final class HeldEvents: Sendable {
    private let held = Mutex<[AnswerEvent]?>([])
    private let report: @Sendable (AnswerEvent) async throws -> Void

    init(_ report: @escaping @Sendable (AnswerEvent) async throws -> Void) { self.report = report }

    /// Whether nothing was passed on yet.
    var areHeld: Bool { held.withLock { $0 != nil } }

    /// Holds `event` back or passes it on.
    func receive(_ event: AnswerEvent) async throws {
        if case .retrieved = event { try await release() }
        let isHeld = held.withLock { events in
            events?.append(event)
            return events != nil
        }
        if !isHeld { try await report(event) }
    }

    /// Forgets what is held back, before the question is answered again.
    func forget() {
        held.withLock { if $0 != nil { $0 = [] } }
    }

    /// Passes on what was held back, and everything from now on.
    func release() async throws {
        let events = held.withLock { events in
            defer { events = nil }
            return events ?? []
        }
        for event in events { try await report(event) }
    }
}

import Synchronization

/// Admits requests to a service at the pace that the service accepts, for all workers together, first come, first
/// served.
///
/// All users of one account share a pacer. `PacingPolicy` decides, and the pacer waits. It does not poll: a finished
/// request or the one timer wakes the next waiter.
package final class Pacer: Sendable {
    /// The clock of the pacer, in seconds. Tests replace it.
    struct Clock: Sendable {
        var now: @Sendable () -> Double
        var sleep: @Sendable (Double) async throws -> Void

        static var continuous: Clock {
            let start = ContinuousClock.now
            return Clock(
                now: { (ContinuousClock.now - start) / .seconds(1) },
                sleep: { try await Task.sleep(for: .seconds($0)) }
            )
        }
    }

    fileprivate typealias Waiter = CheckedContinuation<PacingPolicy.Ticket?, Never>

    fileprivate struct State {
        var policy: PacingPolicy
        /// Waiters by number, and their order. A cancelled waiter is in the queue only.
        var waiters: [Int: Waiter] = [:]
        var queue: [(number: Int, tokens: Int)] = []
        var next = 0
        /// The numbers of waiters that were cancelled before they could wait.
        var gone: Set<Int> = []
        var numbers = 0
        /// The time at which the timer fires.
        var alarm: Double?
        var lastTaken: Double
    }

    private let state: Mutex<State>
    private let clock: Clock

    /// Creates a pacer that starts within `limits`.
    package convenience init(_ limits: PacingLimits) {
        self.init(limits, clock: .continuous)
    }

    init(_ limits: PacingLimits, clock: Clock) {
        self.clock = clock
        state = Mutex(State(policy: PacingPolicy(limits), lastTaken: clock.now()))
    }

    /// The current state of the requests.
    package var status: PacingStatus {
        let now = clock.now()
        return state.withLock { $0.policy.status(at: now) }
    }

    /// The number of requests that wait for their turn.
    package var waiting: Int { state.withLock { $0.waiters.count } }

    /// The seconds since the service last accepted a request, or since the pacer was created.
    var secondsWithoutSuccess: Double {
        let now = clock.now()
        return state.withLock { now - $0.lastTaken }
    }

    /// Waits until a request of about `tokens` tokens may be sent. Throws `CancellationError` at once if the task is
    /// cancelled.
    func admit(tokens: Int) async throws -> PacingPermit {
        try Task.checkCancellation()
        let now = clock.now()
        let (ticket, number) = state.withLock { state -> (PacingPolicy.Ticket?, Int) in
            state.numbers += 1
            guard state.waiters.isEmpty, case .send(let ticket) = state.policy.admit(tokens: tokens, at: now) else {
                return (nil, state.numbers)
            }
            return (ticket, state.numbers)
        }
        if let ticket { return PacingPermit(ticket, of: self) }
        let waited = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isGone = state.withLock { state in
                    if state.gone.remove(number) != nil { return true }
                    state.waiters[number] = waiter
                    state.queue.append((number, tokens))
                    return false
                }
                if isGone { waiter.resume(returning: nil) } else { serve() }
            }
        } onCancel: {
            state.withLock { state in
                let waiter = state.waiters.removeValue(forKey: number)
                if waiter == nil { state.gone.insert(number) }
                return waiter
            }?.resume(returning: nil)
        }
        guard let waited else { throw CancellationError() }
        let permit = PacingPermit(waited, of: self)
        if state.withLock({ $0.gone.remove(number) }) != nil {
            permit.leave(tokens: 0)
            throw CancellationError()
        }
        return permit
    }

    func note(_ reply: PacingPolicy.Reply, to ticket: PacingPolicy.Ticket) {
        let now = clock.now()
        state.withLock { state in
            if case .taken = reply { state.lastTaken = now }
            state.policy.note(reply, to: ticket, at: now)
        }
    }

    func leave(_ ticket: PacingPolicy.Ticket, tokens: Int?) {
        let isAwaited = state.withLock { state in
            state.policy.leave(ticket, tokens: tokens)
            return !state.waiters.isEmpty
        }
        if isAwaited { serve() }
    }

    /// Admits the waiters whose turn it is, in order, and sets the timer for the next one.
    private func serve() {
        let now = clock.now()
        let (admitted, alarm) = state.withLock { state in state.serve(at: now) }
        for (waiter, ticket) in admitted { waiter.resume(returning: ticket) }
        guard let alarm else { return }
        Task { [weak self, clock] in
            try? await clock.sleep(alarm - now)
            self?.ring(alarm)
        }
    }

    private func ring(_ alarm: Double) {
        state.withLock { if $0.alarm == alarm { $0.alarm = nil } }
        serve()
    }
}

extension Pacer.State {
    /// Takes the waiters whose turn it is, and returns the time to ask again if no timer is set for it yet.
    fileprivate mutating func serve(at now: Double) -> ([(Pacer.Waiter, PacingPolicy.Ticket)], alarm: Double?) {
        var admitted: [(Pacer.Waiter, PacingPolicy.Ticket)] = []
        var newAlarm: Double?
        serving: while next < queue.count {
            let (number, tokens) = queue[next]
            guard let waiter = waiters[number] else {
                next += 1
                continue
            }
            switch policy.admit(tokens: tokens, at: now) {
            case .send(let ticket):
                waiters[number] = nil
                next += 1
                admitted.append((waiter, ticket))
            case .later(let time):
                if alarm.map({ time < $0 }) ?? true { (alarm, newAlarm) = (time, time) }
                break serving
            case .full:
                break serving
            }
        }
        // Removing elements one by one would move all the others each time.
        if next > 64, next * 2 > queue.count {
            queue.removeFirst(next)
            next = 0
        }
        return (admitted, newAlarm)
    }
}

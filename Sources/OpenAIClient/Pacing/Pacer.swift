import Synchronization

/// Lets requests to a service through at the pace that it takes them, all workers together, first come first served.
///
/// Share one among all that use the same account. What it decides is `PacingPolicy`'s; this waits. Nobody polls: whoever waits is
/// woken by a request that leaves, or by the one timer.
package final class Pacer: Sendable {
    /// Time as the pacer sees it, in seconds; tests put their own in place.
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
        /// Who waits, by number, and in what order; who was cancelled is in the queue alone.
        var waiters: [Int: Waiter] = [:]
        var queue: [(number: Int, tokens: Int)] = []
        var next = 0
        /// Who was cancelled before he could wait.
        var gone: Set<Int> = []
        var numbers = 0
        /// When the timer rings.
        var alarm: Double?
        var lastTaken: Double
    }

    private let state: Mutex<State>
    private let clock: Clock

    package convenience init(_ limits: PacingLimits) {
        self.init(limits, clock: .continuous)
    }

    init(_ limits: PacingLimits, clock: Clock) {
        self.clock = clock
        state = Mutex(State(policy: PacingPolicy(limits), lastTaken: clock.now()))
    }

    /// How it is going.
    package var status: PacingStatus {
        let now = clock.now()
        return state.withLock { $0.policy.status(at: now) }
    }

    /// Requests that wait for their turn.
    package var waiting: Int { state.withLock { $0.waiters.count } }

    /// Seconds since the service last took a request, or since there is the pacer.
    var secondsWithoutSuccess: Double {
        let now = clock.now()
        return state.withLock { now - $0.lastTaken }
    }

    /// Waits until a request of about `tokens` tokens may be sent. Throws `CancellationError`, and then at once.
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

    /// Lets through who may go, in order, and sets the timer for who is next.
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
    /// Those who may go now, and when to ask again where no timer is set for it yet.
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
        // Taking the first out one by one would move all the others each time.
        if next > 64, next * 2 > queue.count {
            queue.removeFirst(next)
            next = 0
        }
        return (admitted, newAlarm)
    }
}

import Foundation

@testable import OpenAIClient

/// Counts requests like a service. Decides for each whether it is accepted, or in how many seconds one would be.
protocol RequestCounter: Sendable {
    mutating func take(at now: Double) -> Double?
}

/// A limit for each span of time, counted from zero at its end.
struct FixedWindows: RequestCounter {
    var limit = 600
    var period = 60.0
    /// The end of the first window.
    var firstEnd = 60.0
    private var window = 0
    private var taken = 0

    init(limit: Int = 600, period: Double = 60, firstEnd: Double = 60) {
        (self.limit, self.period, self.firstEnd) = (limit, period, firstEnd)
    }

    mutating func take(at now: Double) -> Double? {
        let current = Int(((now - firstEnd) / period).rounded(.down)) + 1
        if current != window { (window, taken) = (current, 0) }
        guard taken < limit else { return firstEnd + Double(current) * period - now }
        taken += 1
        return nil
    }
}

/// A limit for any span of time.
struct SlidingWindow: RequestCounter {
    var limit = 600
    private var times: ArraySlice<Double> = []

    init(limit: Int = 600) { self.limit = limit }

    mutating func take(at now: Double) -> Double? {
        while let first = times.first, first <= now - 60 { times.removeFirst() }
        guard times.count < limit else { return times[times.endIndex - limit] + 60 - now }
        times.append(now)
        return nil
    }
}

/// A bucket of limited size that refills evenly.
struct Bucket: RequestCounter {
    var capacity = 600.0
    var rate = 10.0
    private var level: Double
    private var at = 0.0

    init(capacity: Double = 600, rate: Double = 10) {
        (self.capacity, self.rate, level) = (capacity, rate, capacity)
    }

    mutating func take(at now: Double) -> Double? {
        level = min(capacity, level + rate * (now - at))
        at = now
        guard level >= 1 else { return (1 - level) / rate }
        level -= 1
        return nil
    }
}

/// One limit, and another one from some moment on.
struct Changing: RequestCounter {
    var first: any RequestCounter
    var second: any RequestCounter
    let moment: Double

    mutating func take(at now: Double) -> Double? {
        now < moment ? first.take(at: now) : second.take(at: now)
    }
}

/// No limit at all.
struct Unlimited: RequestCounter {
    mutating func take(at now: Double) -> Double? { nil }
}

/// Many workers that always have another question, a service, and a clock that jumps from event to event.
struct Simulation {
    var policy: PacingPolicy
    var counter: any RequestCounter
    /// Seconds from sending to the reply, given the requests under way.
    var latency: @Sendable (Int) -> Double = { _ in 0.2 }
    /// The time to wait that a refusal states.
    var retryAfter: @Sendable (Double) -> Double? = { $0 }
    /// The limits that a reply states, for the number of requests accepted in this minute.
    var hints: @Sendable (Double) -> RateHints = { _ in RateHints() }
    var tokens = 0

    private(set) var taken: [Double] = []
    private(set) var refused: [Double] = []
    private(set) var mostUnderWay = 0

    private enum Event {
        case arrival(PacingPolicy.Ticket)
        case reply(PacingPolicy.Ticket, PacingPolicy.Reply)
    }

    /// Future events, with the next one last.
    private var events: [(time: Double, event: Event)] = []
    private var chance = UInt64(42)

    init(_ limits: PacingLimits = PacingLimits(), _ counter: any RequestCounter) {
        policy = PacingPolicy(limits)
        self.counter = counter
    }

    /// Lets `seconds` pass.
    mutating func run(_ seconds: Double) {
        var now = 0.0
        while now < seconds {
            var later = Double.infinity
            asking: while true {
                switch policy.admit(tokens: tokens, at: now) {
                case .send(let ticket): plan(.arrival(ticket), at: now + 0.001 + random() * 0.02)
                case .later(let time):
                    later = time
                    break asking
                case .full: break asking
                }
            }
            guard let next = events.last, next.time <= later else {
                // Timers fire late, and never early.
                now = later + random() * 0.002
                continue
            }
            events.removeLast()
            now = max(now, next.time)
            happen(next.event, at: now)
        }
    }

    /// Returns the requests accepted in a span of time, as a share of those that `perMinute` allows.
    func share(of perMinute: Double, from start: Double, to end: Double) -> Double {
        Double(taken.count { $0 >= start && $0 < end }) / (perMinute * (end - start) / 60)
    }

    private mutating func happen(_ event: Event, at now: Double) {
        switch event {
        case .arrival(let ticket):
            let underWay = policy.status(at: now).underWay
            mostUnderWay = max(mostUnderWay, underWay)
            var said = hints(now)
            if let wait = counter.take(at: now) {
                refused.append(now)
                said.retryAfter = retryAfter(wait)
                plan(.reply(ticket, .refused(said)), at: now + 0.005)
            } else {
                taken.append(now)
                plan(.reply(ticket, .taken(said)), at: now + latency(underWay))
            }
        case .reply(let ticket, let reply):
            policy.note(reply, to: ticket, at: now)
            policy.leave(ticket)
        }
    }

    private mutating func plan(_ event: Event, at time: Double) {
        var (low, high) = (0, events.count)
        while low < high {
            let middle = (low + high) / 2
            if events[middle].time > time { low = middle + 1 } else { high = middle }
        }
        events.insert((time, event), at: low)
    }

    /// Returns a number from 0 to 1, the same in every run (Knuth, The Art of Computer Programming, 3.3.4, MMIX).
    private mutating func random() -> Double {
        chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(chance >> 11) / Double(1 << 53)
    }
}

import Foundation
import Testing

@testable import OpenAIClient

@Suite("Simulated pacing")
struct PacingPolicyTests {
    private static let counters: [any RequestCounter] = [
        FixedWindows(), FixedWindows(firstEnd: 23), SlidingWindow(), Bucket(), Bucket(capacity: 10),
        Bucket(capacity: 2),
    ]

    @Test("98% of a set limit of 600 a minute is used, and nothing is refused", arguments: counters.indices)
    func set(index: Int) {
        var simulation = Simulation(PacingLimits(requestsPerMinute: 600), Self.counters[index])
        simulation.run(1020)
        #expect(simulation.share(of: 600, from: 0, to: 1020) > 0.975)
        #expect(simulation.refused.isEmpty)
    }

    @Test("a limit that the service states in its headers is used like a set one", arguments: counters.indices)
    func stated(index: Int) {
        var simulation = Simulation(PacingLimits(), Self.counters[index])
        simulation.hints = { now in
            // A window resets at the end of the minute. The remaining number matters little.
            RateHints(requests: .init(limit: 600, remaining: 300, reset: 60 - now.truncatingRemainder(dividingBy: 60)))
        }
        simulation.run(1020)
        #expect(simulation.share(of: 600, from: 0, to: 1020) > 0.97)
        #expect(simulation.refused.count <= 12)
    }

    @Test(
        "95% of a limit that only refusals show is used after a minute, with few refusals",
        arguments: counters.indices,
        [false, true]
    )
    func learned(index: Int, isWhole: Bool) {
        // No client soon learns the limit of a service that counts in whole seconds and holds less than two of them.
        if index == 5, isWhole { return }
        var simulation = Simulation(PacingLimits(), Self.counters[index])
        if isWhole { simulation.retryAfter = { $0.rounded(.up) } }
        simulation.run(1020)
        // The first minute can accept two windows of requests, and the second what is then left of one.
        #expect(simulation.share(of: 600, from: 120, to: 1020) > 0.955)
        #expect(simulation.refused.count < 60)
        #expect(simulation.refused.count { $0 >= 60 } < 45)
    }

    @Test("a service that refuses without a pause is neither given up nor left idle", arguments: 0..<5)
    func vague(index: Int) {
        var simulation = Simulation(PacingLimits(), Self.counters[index])
        simulation.retryAfter = { _ in nil }
        simulation.run(1020)
        #expect(simulation.share(of: 600, from: 120, to: 1020) > 0.85)
        #expect(simulation.refused.count < 120)
    }

    @Test("a changed limit is learned within two minutes", arguments: [(600, 1200), (1200, 600)])
    func changing(before: Int, after: Int) {
        let kinds: [@Sendable (Int) -> any RequestCounter] = [
            { FixedWindows(limit: $0) }, { SlidingWindow(limit: $0) }, { Bucket(capacity: 10, rate: Double($0) / 60) },
        ]
        for kind in kinds {
            let counter = Changing(first: kind(before), second: kind(after), moment: 360)
            var simulation = Simulation(PacingLimits(), counter)
            simulation.run(1020)
            #expect(simulation.share(of: Double(before), from: 120, to: 360) > 0.93)
            #expect(simulation.share(of: Double(after), from: 540, to: 1020) > 0.93, "\(counter)")
            #expect(simulation.refused.count < 150)
        }
    }

    @Test("without a limit only the window restricts requests, and it is soon full", arguments: [1, 8, 32, 100])
    func unlimited(concurrency: Int) {
        var simulation = Simulation(PacingLimits(concurrency: concurrency), Unlimited())
        simulation.run(20)
        #expect(simulation.mostUnderWay == concurrency)
        // Each permit allows one reply in about 0.21 s.
        #expect(simulation.share(of: Double(concurrency) * 60 / 0.211, from: 5, to: 20) > 0.95)
    }

    @Test("the window keeps the size at which replies do not begin much later than at best")
    func latency() {
        var simulation = Simulation(PacingLimits(concurrency: 500), Unlimited())
        // Eight requests are served at the same time. The others queue.
        simulation.latency = { 0.2 * max(1, Double($0) / 8) }
        simulation.run(300)
        #expect(simulation.share(of: 8 * 60 / 0.21, from: 60, to: 300) > 0.95)
        #expect(simulation.mostUnderWay < 80)
    }

    @Test("a pause applies to all requests, and one request goes first after it")
    func pause() {
        var policy = PacingPolicy(PacingLimits(requestsPerMinute: 6000))
        guard case .send(let first) = policy.admit(tokens: 0, at: 0) else { Issue.record("not sent"); return }
        policy.note(.refused(RateHints(retryAfter: 30)), to: first, at: 0.1)
        policy.leave(first)
        #expect(policy.admit(tokens: 0, at: 30) == .later(30.1))
        #expect(policy.status(at: 10.1).secondsToResumption == 20)
        guard case .send = policy.admit(tokens: 0, at: 30.1) else { Issue.record("not sent"); return }
        guard case .later(let time) = policy.admit(tokens: 0, at: 30.1) else { Issue.record("not later"); return }
        #expect(time > 30.1 && time < 30.2)
    }

    @Test("refusals of requests that were sent before the first refusal count once")
    func oneEpisode() {
        var policy = PacingPolicy(PacingLimits(concurrency: 4))
        let tickets = (0..<4).compactMap { _ in
            if case .send(let ticket) = policy.admit(tokens: 0, at: 0) { ticket } else { nil }
        }
        #expect(tickets.count == 4)
        for ticket in tickets {
            policy.note(.overloaded(RateHints()), to: ticket, at: 1)
            policy.leave(ticket)
        }
        #expect(policy.status(at: 1).places == 2)
    }

    @Test("after an overload with a pause, one request goes first")
    func overloaded() {
        var policy = PacingPolicy(PacingLimits())
        guard case .send(let ticket) = policy.admit(tokens: 0, at: 0) else { Issue.record("not sent"); return }
        policy.note(.overloaded(RateHints(retryAfter: 5)), to: ticket, at: 1)
        policy.leave(ticket)
        #expect(policy.admit(tokens: 0, at: 5.9) == .later(6))
        guard case .send = policy.admit(tokens: 0, at: 6) else { Issue.record("not sent"); return }
        #expect(policy.admit(tokens: 0, at: 6) == .full)
    }

    @Test("the limit of tokens a minute counts what requests really cost")
    func tokens() {
        var policy = PacingPolicy(PacingLimits(tokensPerMinute: 60_000))
        var (now, spent) = (0.0, 0)
        while now < 600 {
            switch policy.admit(tokens: 900, at: now) {
            case .send(let ticket):
                policy.note(.taken(RateHints()), to: ticket, at: now + 0.1)
                policy.leave(ticket, tokens: 500)
                spent += 500
            case .later(let time): now = time
            case .full: Issue.record("full")
            }
        }
        #expect(spent > 570_000 && spent < 600_000)
    }

    @Test("no pause is longer than an hour")
    func longestPause() {
        var policy = PacingPolicy(PacingLimits())
        guard case .send(let ticket) = policy.admit(tokens: 0, at: 0) else { Issue.record("not sent"); return }
        policy.note(.refused(RateHints(retryAfter: 1e9)), to: ticket, at: 0)
        #expect(policy.status(at: 0).secondsToResumption == 3600)
    }
}

import Foundation
import Testing

@testable import OpenAIClient

@Suite("pacing, simulated")
struct PacingPolicyTests {
    private static let counters: [any RequestCounter] = [
        FixedWindows(), FixedWindows(firstEnd: 23), SlidingWindow(), Bucket(), Bucket(capacity: 10),
        Bucket(capacity: 2),
    ]

    @Test("a limit of 600 a minute that is set is used to 98%, and nothing is refused", arguments: counters.indices)
    func set(index: Int) {
        var simulation = Simulation(PacingLimits(requestsPerMinute: 600), Self.counters[index])
        simulation.run(1020)
        #expect(simulation.share(of: 600, from: 0, to: 1020) > 0.975)
        #expect(simulation.refused.isEmpty)
    }

    @Test("a limit that the service states in its headers is used alike", arguments: counters.indices)
    func stated(index: Int) {
        var simulation = Simulation(PacingLimits(), Self.counters[index])
        simulation.hints = { now in
            // Windows reset at the end of the minute; what is left of them matters little.
            RateHints(requests: .init(limit: 600, remaining: 300, reset: 60 - now.truncatingRemainder(dividingBy: 60)))
        }
        simulation.run(1020)
        #expect(simulation.share(of: 600, from: 0, to: 1020) > 0.97)
        #expect(simulation.refused.count <= 12)
    }

    @Test(
        "a limit that shows in refusals alone is used to 95% after a minute, and few are refused",
        arguments: counters.indices,
        [false, true]
    )
    func learned(index: Int, isWhole: Bool) {
        // Of a service that counts in whole seconds and holds no two of them, no client learns the limit soon.
        if index == 5, isWhole { return }
        var simulation = Simulation(PacingLimits(), Self.counters[index])
        if isWhole { simulation.retryAfter = { $0.rounded(.up) } }
        simulation.run(1020)
        // The first minute can take two windows' worth, and the second is what is left of one then.
        #expect(simulation.share(of: 600, from: 120, to: 1020) > 0.955)
        #expect(simulation.refused.count < 60)
        #expect(simulation.refused.count { $0 >= 60 } < 45)
    }

    @Test("a service that refuses without saying when to return is not given up, nor left idle", arguments: 0..<5)
    func vague(index: Int) {
        var simulation = Simulation(PacingLimits(), Self.counters[index])
        simulation.retryAfter = { _ in nil }
        simulation.run(1020)
        #expect(simulation.share(of: 600, from: 120, to: 1020) > 0.85)
        #expect(simulation.refused.count < 120)
    }

    @Test("a limit that changes on the way is found again within two minutes", arguments: [(600, 1200), (1200, 600)])
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

    @Test("no limit keeps nothing back but the window, which soon is full", arguments: [1, 8, 32, 100])
    func unlimited(concurrency: Int) {
        var simulation = Simulation(PacingLimits(concurrency: concurrency), Unlimited())
        simulation.run(20)
        #expect(simulation.mostUnderWay == concurrency)
        // One reply in about 0.21 s for each place.
        #expect(simulation.share(of: Double(concurrency) * 60 / 0.211, from: 5, to: 20) > 0.95)
    }

    @Test("the window stays where replies do not begin much later than at their best")
    func latency() {
        var simulation = Simulation(PacingLimits(concurrency: 500), Unlimited())
        // Eight at a time are served; the others stand in line.
        simulation.latency = { 0.2 * max(1, Double($0) / 8) }
        simulation.run(300)
        #expect(simulation.share(of: 8 * 60 / 0.21, from: 60, to: 300) > 0.95)
        #expect(simulation.mostUnderWay < 80)
    }

    @Test("a pause holds for all, and one request goes ahead after it")
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

    @Test("what was sent before a refusal was known makes it no worse")
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

    @Test("an overloaded service that says when to return is asked by one at first")
    func overloaded() {
        var policy = PacingPolicy(PacingLimits())
        guard case .send(let ticket) = policy.admit(tokens: 0, at: 0) else { Issue.record("not sent"); return }
        policy.note(.overloaded(RateHints(retryAfter: 5)), to: ticket, at: 1)
        policy.leave(ticket)
        #expect(policy.admit(tokens: 0, at: 5.9) == .later(6))
        guard case .send = policy.admit(tokens: 0, at: 6) else { Issue.record("not sent"); return }
        #expect(policy.admit(tokens: 0, at: 6) == .full)
    }

    @Test("tokens a minute are kept to by what requests really cost")
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

    @Test("the longest pause is an hour, after which the service is asked again")
    func longestPause() {
        var policy = PacingPolicy(PacingLimits())
        guard case .send(let ticket) = policy.admit(tokens: 0, at: 0) else { Issue.record("not sent"); return }
        policy.note(.refused(RateHints(retryAfter: 1e9)), to: ticket, at: 0)
        #expect(policy.status(at: 0).secondsToResumption == 3600)
    }
}

import Application
import Foundation
import LoopbackServer
import Synchronization
import Testing

@testable import Server

@Suite("Limits") struct LimitTests {
    @Test("a burst is allowed, then as many as the rate says")
    func limitsRates() {
        let clock = Mutex(ContinuousClock.now)
        let limiter = RateLimiter { clock.withLock(\.self) }
        let limit = RateLimiter.Limit(burst: 3, perSecond: 0.5)
        for _ in 0..<3 { #expect(limiter.wait(for: "a", limit) == nil) }
        #expect(limiter.wait(for: "a", limit) == 2)
        #expect(limiter.wait(for: "b", limit) == nil)
        clock.withLock { $0 += .seconds(2) }
        #expect(limiter.wait(for: "a", limit) == nil)
        #expect(limiter.wait(for: "a", limit) == 2)
        clock.withLock { $0 += .seconds(3_600) }
        for _ in 0..<3 { #expect(limiter.wait(for: "a", limit) == nil) }
        #expect(limiter.wait(for: "a", limit) != nil)
    }

    @Test("names that never come again do not fill the memory, and busy ones stay limited")
    func forgetsNames() {
        let clock = Mutex(ContinuousClock.now)
        let limiter = RateLimiter(capacity: 100) { clock.withLock(\.self) }
        let limit = RateLimiter.Limit(burst: 1, perSecond: 1)
        for name in 0..<99 { _ = limiter.wait(for: "\(name)", limit) }
        clock.withLock { $0 += .seconds(2) }
        #expect(limiter.wait(for: "busy", limit) == nil)
        #expect(limiter.wait(for: "another", limit) == nil)
        #expect(limiter.wait(for: "busy", limit) == 1)
    }

    @Test("a widget has its questions anew each day, and one address gets a part of them")
    func limitsDays() throws {
        let clock = Mutex(try Date("2026-11-30T22:00:00Z", strategy: .iso8601))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let questions = DailyQuestions(calendar: calendar) { clock.withLock(\.self) }
        let widget = Settings.Server.Widget(id: "shop", origins: [], tags: [], questionsPerDay: 500)
        for _ in 0..<25 { #expect(questions.wait(for: "a", of: widget) == nil) }
        #expect(questions.wait(for: "a", of: widget) == 7_200)
        for address in 0..<475 { #expect(questions.wait(for: "\(address)", of: widget) == nil) }
        #expect(questions.wait(for: "b", of: widget) == 7_200)
        clock.withLock { $0 += 7_199 }
        #expect(questions.wait(for: "a", of: widget) == 1)
        clock.withLock { $0 += 1 }
        #expect(questions.wait(for: "a", of: widget) == nil)
    }

    @Test("too many requests are told when to come back")
    func answersTooManyRequests() async throws {
        try await withService(flags: ["server.requests-per-address": "3"]) { service in
            for _ in 0..<3 { #expect(try await service.send("GET", "/v1/models").status == 200) }
            let reply = try await service.send("GET", "/v1/models")
            #expect(reply.status == 429)
            #expect((1...20).contains(reply.headers["retry-after"].flatMap { Int($0) } ?? 0))
            #expect(reply.headers["x-should-retry"] == nil)
        }
    }

    @Test("a key has a limit of its own, and wrong keys are counted for the address that tries them")
    func countsKeysApart() async throws {
        try await withService(
            flags: ["server.requests-per-address": "2", "server.requests-per-minute": "4"]
        ) { service in
            let key = try await service.key("shop")
            for _ in 0..<4 { #expect(try await service.send("GET", "/v1/models", key: key).status == 200) }
            #expect(try await service.send("GET", "/v1/models", key: key).status == 429)
            let wrong = "kefu_" + String(repeating: "x", count: 43)
            for _ in 0..<2 { #expect(try await service.send("GET", "/v1/models", key: wrong).status == 401) }
            #expect(try await service.send("GET", "/v1/models", key: wrong).status == 429)
        }
    }

    @Test("questions wait for each other, and too many are refused at once")
    func boundsTheQueue() async throws {
        let queue = AdmissionQueue()
        var first: AdmissionQueue.Place? = try queue.enter(running: 1, waiting: 1)
        try await first?.reach()
        let second = try queue.enter(running: 1, waiting: 1)
        #expect(throws: APIError.queueFull) { try queue.enter(running: 1, waiting: 1) }
        async let reached: Void = second.reach()
        first = nil
        try await reached
        #expect(queue.counts.running == 1)
        #expect(queue.counts.waiting == 0)
    }

    @Test("a question that is given up while it waits leaves its place to the next")
    func leavesTheQueue() async throws {
        let queue = AdmissionQueue()
        var first: AdmissionQueue.Place? = try queue.enter(running: 1, waiting: 2)
        var second: AdmissionQueue.Place? = try queue.enter(running: 1, waiting: 2)
        let third = try queue.enter(running: 1, waiting: 2)
        let waiting = Task { [second] in try await second?.reach() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        second = nil
        first = nil
        try await third.reach()
        #expect(first == nil && second == nil)
        #expect(queue.counts.waiting == 0)
    }

    @Test("a full queue answers 503 with the time to wait")
    func answersFullQueues() async throws {
        let (begun, release) = (Signal<Void>(), Signal<Void>())
        let script = CompletionScript(beforeReply: { _ in
            begun.send(())
            release.wait()
        })
        try await withService(
            completion: script,
            flags: ["server.concurrency": "1", "server.queue": "0"]
        ) { service in
            async let first = service.ask("退款要多久？")
            await begun.value
            let second = try await service.ask("When do you open", stream: true)
            #expect(second.status == 503)
            #expect(try second.errorCode == "queue_full")
            #expect(second.headers["retry-after"] == "2")
            release.send(())
            #expect(try await first.status == 200)
        }
    }
}

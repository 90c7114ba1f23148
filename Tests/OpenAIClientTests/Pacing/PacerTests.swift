import Foundation
import LoopbackServer
import RAGCore
import Synchronization
import Testing

@testable import OpenAIClient

@Suite("Pacer")
struct PacerTests {
    /// A clock that stands still until it is told to jump to the wake-up time of the earliest sleeper.
    private final class StillClock: Sendable {
        private struct State {
            var now = 0.0
            var sleepers: [(until: Double, wake: CheckedContinuation<Void, Never>)] = []
            var watchers: [CheckedContinuation<Void, Never>] = []
        }

        private let state = Mutex(State())

        var clock: Pacer.Clock {
            Pacer.Clock(
                now: { [self] in state.withLock { $0.now } },
                sleep: { [self] seconds in
                    await withCheckedContinuation { sleeper in
                        let watchers = state.withLock { state in
                            state.sleepers.append((state.now + seconds, sleeper))
                            defer { state.watchers = [] }
                            return state.watchers
                        }
                        watchers.forEach { $0.resume() }
                    }
                }
            )
        }

        /// Waits for a sleeper and jumps to its wake-up time.
        func pass() async {
            await withCheckedContinuation { watcher in
                let isThere = state.withLock { state in
                    if state.sleepers.isEmpty { state.watchers.append(watcher) }
                    return !state.sleepers.isEmpty
                }
                if isThere { watcher.resume() }
            }
            let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard
                    let first = state.sleepers.indices.min(by: { state.sleepers[$0].until < state.sleepers[$1].until })
                else { return nil }
                let (until, wake) = state.sleepers.remove(at: first)
                state.now = max(state.now, until)
                return wake
            }
            sleeper?.resume()
        }
    }

    private func completion(_ connection: Connection, tokens: Int = 10) throws {
        let usage = #"data: {"choices":[],"usage":{"prompt_tokens":\#(tokens),"completion_tokens":0}}"#
        let body = [delta("yes"), stopEvent, usage, "data: [DONE]"].joined(separator: "\n\n") + "\n\n"
        try connection.respond(200, ["Content-Type": "text/event-stream"], body: body)
    }

    @Test("requests are admitted in order, and no more at the same time than the window allows")
    func order() async throws {
        let pacer = Pacer(PacingLimits(concurrency: 1))
        let first = try await pacer.admit(tokens: 0)
        let turns = Counter()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 1...20 {
                group.addTask {
                    let place = try await pacer.admit(tokens: 0)
                    defer { place.leave() }
                    return turns.next() == number
                }
                while pacer.waiting < number { await Task.yield() }
            }
            first.leave()
            for try await isInTurn in group { #expect(isInTurn) }
        }
        #expect(pacer.status.underWay == 0)
    }

    @Test("a cancelled request leaves the queue at once")
    func cancelled() async throws {
        let pacer = Pacer(PacingLimits(concurrency: 1))
        let first = try await pacer.admit(tokens: 0)
        let waiting = Task { try await pacer.admit(tokens: 0) }
        while pacer.waiting < 1 { await Task.yield() }
        let behind = Task { try await pacer.admit(tokens: 0).leave() }
        while pacer.waiting < 2 { await Task.yield() }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        first.leave()
        try await behind.value
        let late = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await pacer.admit(tokens: 0)
        }
        await #expect(throws: CancellationError.self) { try await late.value }
        #expect(pacer.status.underWay == 0)
        #expect(pacer.waiting == 0)
    }

    @Test("many requests of which half are cancelled leave no permit behind")
    func storm() async throws {
        let pacer = Pacer(PacingLimits(concurrency: 7))
        await withTaskGroup { group in
            for number in 0..<2000 {
                let task = Task {
                    let place = try await pacer.admit(tokens: 0)
                    await Task.yield()
                    place.note(.taken(RateHints()))
                }
                if number.isMultiple(of: 2) { task.cancel() }
                group.addTask { _ = await task.result }
            }
        }
        #expect(pacer.status.underWay == 0)
        #expect(pacer.waiting == 0)
    }

    @Test("the rate is kept by a timer, without polling")
    func rate() async throws {
        let still = StillClock()
        let pacer = Pacer(PacingLimits(requestsPerMinute: 60), clock: still.clock)
        try await pacer.admit(tokens: 0).leave()
        for _ in 0..<3 {
            let next = Task { try await pacer.admit(tokens: 0).leave() }
            while pacer.waiting < 1 { await Task.yield() }
            await still.pass()
            try await next.value
        }
        #expect(abs(still.clock.now() - 3 / 0.98) < 0.01)
    }

    @Test("a refusal pauses all workers, costs no retry, and loses no request")
    func refusal() async throws {
        let refusals = Counter()
        try await withServer { connection in
            while connection.readRequest() != nil {
                // There are more refusals in a row than retries.
                if refusals.next() <= 6 {
                    try connection.respond(429, ["retry-after-ms": "20"], body: #"{"error":{"message":"slow down"}}"#)
                } else {
                    try completion(connection)
                }
            }
        } _: { server in
            let pacer = Pacer(PacingLimits(concurrency: 2))
            let pauses = Pauses()
            let paced = try service(at: server.address, retries: 0, pauses: pauses, pacer: pacer)
            try await withThrowingTaskGroup(of: [ChatEvent].self) { group in
                for _ in 0..<10 { group.addTask { try await chat(paced) } }
                for try await events in group { #expect(events.contains(.text("yes"))) }
            }
            #expect(server.requests.count == 16)
            #expect(pacer.status.refusals == 6)
            #expect(pacer.status.underWay == 0)
            #expect(pauses.all.isEmpty)
        }
    }

    @Test("a used-up quota fails at once, and other failures are retried as usual")
    func quota() async throws {
        try await withServer { connection in
            while connection.readRequest() != nil {
                try connection.respond(429, ["Retry-After": "1"], body: #"{"error":{"code":"insufficient_quota"}}"#)
            }
        } _: { server in
            let pacer = Pacer(PacingLimits())
            let paced = try service(at: server.address, pacer: pacer)
            let error = try await failure { try await chat(paced) }
            #expect(error.code == .rateLimited)
            #expect(error.description.contains("billing"))
            #expect(server.requests.count == 1)
            #expect(pacer.status.underWay == 0)
        }
        try await withServer { connection in
            while connection.readRequest() != nil { try connection.respond(500, body: "{}") }
        } _: { server in
            let paced = try service(at: server.address, retries: 2, pacer: Pacer(PacingLimits()))
            #expect(try await failure { try await chat(paced) }.code == .serviceFailed)
            #expect(server.requests.count == 3)
        }
    }

    @Test("a streamed reply holds its permit until it ends or is dropped")
    func streamed() async throws {
        let goOn = Signal<Void>()
        try await withServer { connection in
            while connection.readRequest() != nil {
                try connection.beginChunks()
                try connection.chunk(delta(shownText) + "\n\n")
                goOn.wait()
                try connection.chunk(stopEvent + "\n\n" + usageEvent + "\n\ndata: [DONE]\n\n")
                try connection.chunk("")
            }
        } _: { server in
            let pacer = Pacer(PacingLimits())
            let model = OpenAIChatModel(name: "m", service: try service(at: server.address, pacer: pacer))
            let request = ChatRequest(messages: [ChatMessage(.user, "hello")])
            do {
                var dropped = model.reply(to: request).makeAsyncIterator()
                #expect(try await dropped.next() == .text(shownText))
                #expect(pacer.status.underWay == 1)
            }
            while pacer.status.underWay > 0 { await Task.yield() }
            goOn.send(())
            var read = model.reply(to: request).makeAsyncIterator()
            while let event = try await read.next() {
                if case .finished = event { #expect(pacer.status.underWay == 0) }
            }
        }
    }

    @Test("a limit that the service states applies from its first reply")
    func stated() async throws {
        try await withServer { connection in
            while connection.readRequest() != nil {
                try connection.respond(
                    200,
                    ["x-ratelimit-limit-requests": "600", "x-ratelimit-remaining-requests": "599"],
                    body: #"{"data":[]}"#
                )
            }
        } _: { server in
            let pacer = Pacer(PacingLimits())
            #expect(pacer.status.requestsPerMinute == nil)
            _ = try await service(at: server.address, pacer: pacer).models()
            #expect(pacer.status.requestsPerMinute == 588)
        }
    }
}

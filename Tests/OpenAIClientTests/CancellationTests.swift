import Foundation
import LoopbackServer
import RAGCore
import Testing

@testable import OpenAIClient

@Suite("Cancelling", .serialized)
struct CancellationTests {
    /// The phase in which a request is cancelled.
    enum Phase: String, CaseIterable, Sendable {
        case connecting, headers, body, paused
    }

    @Test("cancelling closes the socket within 100 ms in every phase of the request", arguments: Phase.allCases)
    func reachesSocket(phase: Phase) async throws {
        // Other tests keep the cores and the task pool busy, so the best of several attempts counts.
        var best = try await delay(phase)
        for _ in 0..<50 where best >= .milliseconds(100) { best = min(best, try await delay(phase)) }
        #expect(best < .milliseconds(100))
    }

    /// Returns the time from cancelling the task until the server sees its socket closed.
    private func delay(_ phase: Phase) async throws -> Duration {
        let isThere = Signal<Void>()
        let closedAt = Signal<ContinuousClock.Instant>()
        return try await withServer { connection in
            _ = connection.readRequest()
            if phase == .body || phase == .paused { try connection.beginStream() }
            if phase == .body { try connection.write("piece") }
            if phase == .paused {
                while Sockets.writeWithoutBlocking(connection.socket, Self.filler[...]) > 0 { sched_yield() }
            }
            isThere.send(())
            connection.awaitClose()
            closedAt.send(.now)
        } _: { server in
            // A proxy that does not answer keeps a request connecting.
            let client = HTTPClient(NetworkSettings(httpsProxy: "http://127.0.0.1:\(server.port)"))
            let url = try #require(URL(string: phase == .connecting ? "https://service.invalid/v1" : server.address))
            let began = Signal<Void>()
            let task = Task {
                // No timeout must come first, however busy the machine is.
                let patient = HTTPTimeouts(connect: .seconds(600), firstByte: .seconds(600), idle: .seconds(600))
                let exchange = client.start(HTTPRequest(method: .get, url: url, timeouts: patient))
                if phase == .paused { _ = try await exchange.next() }
                began.send(())
                if phase == .paused {
                    // A slow reader waits for something else.
                    try await Task.sleep(for: .seconds(600))
                }
                while try await exchange.next() != nil {}
            }
            await began.value
            await isThere.value
            let cancelledAt = ContinuousClock.now
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            return await closedAt.value - cancelledAt
        }
    }

    private static let filler = [UInt8](repeating: 0x61, count: 65_536)

    @Test("a task that is cancelled before its request sends none")
    func beforeStart() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
        } _: { server in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await service(at: server.address).models()
            }
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test("cancelling ends the pause before a retry")
    func duringPause() async throws {
        let isPausing = Signal<Void>()
        try await withServer { connection in
            while connection.readRequest() != nil { try connection.respond(500, body: "{}") }
        } _: { server in
            let timing = OpenAIService.Timing(sleep: { _ in
                isPausing.send(())
                try await Task.sleep(for: .seconds(600))
            })
            let service = OpenAIService(
                endpoint: try Endpoint(server.address),
                client: sharedClient,
                timeouts: HTTPTimeouts(),
                retry: RetryPolicy(),
                timing: timing
            )
            let task = Task { try await service.models() }
            await isPausing.value
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(server.requests.count == 1)
        }
    }

    @Test("dropping a reply that is half read closes its socket")
    func droppedReply() async throws {
        let isClosed = Signal<Void>()
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.beginStream()
            try connection.write(delta(shownText) + "\n\n" + delta("two") + "\n\n")
            connection.awaitClose()
            isClosed.send(())
        } _: { server in
            let model = OpenAIChatModel(name: "chat-model", service: try service(at: server.address))
            for try await event in model.reply(to: ChatRequest(messages: [])) {
                #expect(event == .text(shownText))
                break
            }
            await isClosed.value
        }
    }

    @Test("cancelling an embedding task ends all its requests")
    func embeddings() async throws {
        let arrived = Counter()
        let allArrived = Signal<Void>()
        let closed = Counter()
        let allClosed = Signal<Void>()
        try await withServer { connection in
            _ = connection.readRequest()
            if arrived.next() == 4 { allArrived.send(()) }
            connection.awaitClose()
            if closed.next() == 4 { allClosed.send(()) }
        } _: { server in
            let embedder = OpenAIEmbedder(
                model: EmbeddingModel(name: "m"),
                service: try service(at: server.address),
                limits: EmbeddingLimits(textsPerRequest: 1, concurrentRequests: 4)
            )
            let task = Task { try await embedder.embed(["a", "b", "c", "d", "e"], as: .passage) }
            await allArrived.value
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            await allClosed.value
            #expect(server.connectionCount == 4)
        }
    }
}

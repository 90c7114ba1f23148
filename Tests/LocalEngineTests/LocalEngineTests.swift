import Foundation
import RAGCore
import Testing

@testable import LocalEngine

/// The real server with the smallest model. Tests run one at a time, because loading a model needs the whole machine.
@Suite(
    "The local engine",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: Workbench.hasEngine, "scripts/setup --for-tests installs the engine")
)
struct LocalEngineTests {
    @Test("the engine starts, is shared, answers, is restarted when killed, and ends")
    func life() async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine()
            let lease = try await engine.acquire()
            #expect(lease.modelName == "smollm2-135m-instruct-q4_1")
            #expect(lease.baseURL.absoluteString == "http://127.0.0.1:\(lease.port)/v1")
            #expect(LoopbackProbe.status(port: lease.port, path: "/health") == 200)
            #expect(LoopbackProbe.status(port: lease.port, path: "/v1/models", key: lease.apiKey) == 200)
            #expect(LoopbackProbe.status(port: lease.port, path: "/props", key: "wrong") == 401)
            #expect(try await engine.acquire().serverID == lease.serverID)

            kill(lease.serverID, SIGKILL)
            let next = try await engine.reacquire(after: lease)
            #expect(next.serverID != lease.serverID)
            #expect(LoopbackProbe.status(port: next.port, path: "/v1/models", key: next.apiKey) == 200)

            let supervisor = try #require(engine.status()).supervisorID
            kill(supervisor, SIGKILL)
            #expect(try await eventually { !answers(next.port) })
        }
    }

    @Test("an invalid model file is refused with the server's reason")
    func noModel() async throws {
        try await withWorkbench { bench in
            let good = try bench.engine()
            let file = bench.cache.appending(path: "broken.gguf")
            try Data("this is no model".utf8).write(to: file)
            let engine = LocalEngine(bench.configuration(model: file), environment: good.environment)
            let error = await #expect(throws: RAGError.self) { _ = try await engine.acquire() }
            #expect(error?.code == .serviceFailed)
            #expect(error?.message.contains("could not be started: ") == true)
            #expect(error?.message.contains("it gave no reason") == false, "\(error?.message ?? "")")
        }
    }
}

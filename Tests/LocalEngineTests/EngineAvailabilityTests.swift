import Foundation
import RAGCore
import Testing

@testable import LocalEngine

@Suite("Engine availability")
struct EngineAvailabilityTests {
    @Test("without a model file the reason names the file and a remedy")
    func noModel() async throws {
        try await withWorkbench { bench in
            let engine = LocalEngine(bench.configuration(model: bench.cache.appending(path: "none.gguf")))
            guard case .unavailable(let reason, let hint) = engine.availability() else {
                Issue.record("it must not be available")
                return
            }
            #expect(reason.contains("none.gguf"))
            #expect(hint.contains("scripts/setup"))
            let error = await #expect(throws: RAGError.self) { _ = try await engine.acquire() }
            #expect(error?.code == .notConfigured)
            #expect(error?.message == reason)
            #expect(engine.status() == nil)
        }
    }

    @Test("without a server the reason says so")
    func noServer() async throws {
        try await withWorkbench { bench in
            let model = bench.cache.appending(path: "model.gguf")
            try Data("GGUF".utf8).write(to: model)
            let found = EngineAvailability.check(
                bench.configuration(model: model),
                environment: ["PATH": "/nowhere"],
                freeMemory: nil
            )
            guard case .unavailable(let reason, _) = found else {
                Issue.record("it must not be available")
                return
            }
            #expect(reason.contains("llama.cpp server"))
        }
    }

    @Test("too little memory is a reason, unless the engine already runs")
    func memory() async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(.good)
            let free = EngineAvailability.overhead
            let found = EngineAvailability.check(
                engine.configuration,
                environment: engine.environment,
                freeMemory: free
            )
            guard case .unavailable(let reason, _) = found else {
                Issue.record("it must not be available")
                return
            }
            #expect(reason.contains("0.7 GB of memory"))
            let running = EngineAvailability.check(
                engine.configuration,
                environment: engine.environment,
                freeMemory: nil
            )
            #expect(running == .available(.server("\(bench.cache.path)/llama-server")))
        }
    }

    @Test("cached file pages of a container count as free")
    func cachedPages() {
        let statistics = "anon 300\nfile 650\ninactive_file 400\nactive_file 200\nunevictable 0"
        #expect(Memory.left(of: 1000, used: 1000, statistics: statistics) == 600)
        #expect(Memory.left(of: 1000, used: 500, statistics: statistics) == 1000)
        #expect(Memory.left(of: 1000, used: 900, statistics: "") == 100)
        #expect(Memory.left(of: 1000, used: 1100, statistics: "") == 0)
    }

    @Test("a llama-server on PATH is preferred to the package, and the newest package to older ones")
    func order() async throws {
        try await withWorkbench { bench in
            for version in ["2026.2.1", "2026.10.3"] {
                let bin = bench.cache.appending(path: "engine/venv-\(version)/bin")
                try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
                _ = FileManager.default.createFile(
                    atPath: bin.appending(path: "python").path,
                    contents: nil,
                    attributes: [.posixPermissions: 0o700]
                )
            }
            let python = bench.cache.appending(path: "engine/venv-2026.10.3/bin/python").path
            #expect(EngineLauncher.find(cacheFolder: bench.cache, environment: [:]) == .python(python))
            try StandInServer.install(.good, in: bench.cache)
            let path = "relative:/nowhere:\(bench.cache.path)"
            #expect(
                EngineLauncher.find(cacheFolder: bench.cache, environment: ["PATH": path])
                    == .server("\(bench.cache.path)/llama-server")
            )
        }
    }
}

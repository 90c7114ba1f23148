import Foundation
import OperatingSystem
import RAGCore
import Testing

@testable import LocalEngine

/// The supervisor with servers that start at once.
@Suite("Supervisor", .timeLimit(.minutes(2)))
struct EngineSupervisorTests {
    @Test("two requests at the same time share one server")
    func sharing() async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(.good)
            async let one = engine.acquire()
            async let two = engine.acquire()
            let leases = try await [one, two]
            #expect(leases[0].serverID == leases[1].serverID)
            #expect(leases[0].apiKey == leases[1].apiKey)
            #expect(leases[0].apiKey.count > 30)
            let third = try await engine.acquire { _ in Issue.record("a running engine is not started") }
            #expect(third.serverID == leases[0].serverID)
        }
    }

    @Test("a killed server is restarted, and the old lease leads to the new one")
    func serverKilled() async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(.good)
            let lease = try await engine.acquire()
            kill(lease.serverID, SIGKILL)
            let next = try await engine.reacquire(after: lease)
            #expect(next.serverID != lease.serverID)
            #expect(answers(next.port))
        }
    }

    @Test("a lease whose server answers is kept")
    func falseAlarm() async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(.good)
            let lease = try await engine.acquire()
            #expect(try await engine.reacquire(after: lease) === lease)
        }
    }

    @Test("a killed supervisor leaves no server behind, and the next command starts another one")
    func supervisorKilled() async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(.good)
            let lease = try await engine.acquire()
            let status = try #require(engine.status())
            kill(status.supervisorID, SIGKILL)
            #expect(try await eventually { !answers(lease.port) })
            #expect(try await eventually { engine.status() == nil })
            let next = try await engine.acquire()
            #expect(next.serverID != lease.serverID)
            #expect(next.apiKey != lease.apiKey)
            #expect(answers(next.port))
        }
    }

    @Test("an idle engine ends, removes its state file and frees its port")
    func idle() async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(.good, idleSeconds: 0.2)
            let lease = try await engine.acquire()
            let status = try #require(engine.status())
            #expect(status.isReady && status.isInUse && status.port == lease.port)
            lease.release()
            #expect(try await eventually { engine.status() == nil && !answers(lease.port) })
            #expect(EngineFolder(for: engine.configuration).state() == nil)
        }
    }

    @Test("an engine in use outlives its idle time")
    func leaseHolds() async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(.good, idleSeconds: 0)
            let held = try await engine.acquire()
            // Without the lease it would end within 50 ms, because its supervisor checks that often.
            #expect(try await !eventually(within: 0.5) { !answers(held.port) })
            #expect(try await engine.acquire().serverID == held.serverID)
        }
    }

    @Test("stop ends supervisor and server even if they are in use")
    func stop() async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(.good)
            let lease = try await engine.acquire()
            try await engine.stop()
            #expect(engine.status() == nil)
            #expect(!answers(lease.port))
            try await engine.stop()
        }
    }

    @Test("stop waits for a supervisor that has not published its process id yet")
    func stopAtStart() async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(.good)
            try engine.folder.create()
            let lock = try FileLock(.exclusive, engine.folder.supervisor)
            let child = try ChildProcess(["/bin/sleep", "60"], environment: [:], family: .newGroup)
            async let stopped: Void = engine.stop()
            try engine.folder.write(EngineState(phase: .starting, supervisor: child.id, modelName: "m"))
            #expect(try await eventually { child.hasEnded() })
            #expect(child.join().status & 0x7f == SIGTERM)
            _ = consume lock
            try await stopped
        }
    }

    @Test(
        "a server that does not start, or does not support keys, is refused with the reason",
        arguments: [
            (StandInServer.Behaviour.refuses, "this model is of no known kind"), (.open, "does not check its key"),
            (.dies, "died 5 times: it ended with code 1"),
        ]
    )
    func failure(behaviour: StandInServer.Behaviour, reason: String) async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(behaviour)
            let folder = EngineFolder(for: engine.configuration)
            if behaviour == .dies {
                // The engine was ready for a moment each time, so this may succeed. The supervisor gives up later.
                _ = try? await engine.acquire()
                #expect(try await eventually(within: 40) { folder.state()?.phase == .failed })
            } else {
                let error = await #expect(throws: RAGError.self) { _ = try await engine.acquire() }
                #expect(error?.code == .serviceFailed)
                #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
            }
            #expect(folder.state()?.reason?.contains(reason) == true)
            #expect(try await eventually { engine.status() == nil })
        }
    }

    @Test("a stale or broken state file does not count as an engine", arguments: ["stale", "broken", "empty"])
    func badState(kind: String) async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(.good)
            let folder = EngineFolder(for: engine.configuration)
            try folder.create()
            let file = folder.url.appending(path: "state.json")
            switch kind {
            case "stale":
                let state = EngineState(phase: .ready, supervisor: getpid(), port: 9, key: "k", modelName: "m")
                try folder.write(state)
            case "broken": try Data(#"{"phase": "rea"#.utf8).write(to: file)
            default: try Data().write(to: file)
            }
            #expect(engine.status() == nil)
            let lease = try await engine.acquire()
            #expect(answers(lease.port))
        }
    }

    @Test("child processes get none of the user's keys, and no file is readable by others")
    func secrets() async throws {
        try await withWorkbench { bench in
            let engine = try bench.engine(.good)
            let lease = try await engine.acquire()
            let variables = try String(contentsOf: bench.cache.appending(path: "environment"), encoding: .utf8)
            #expect(variables.contains("LLAMA_API_KEY"))
            #expect(!variables.contains("OPENAI"))
            let folder = EngineFolder(for: engine.configuration).url.path
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
                #expect((attributes[.posixPermissions] as? Int) == 0o600, "\(name)")
            }
            let log = try String(contentsOfFile: folder + "/log.txt", encoding: .utf8)
            #expect(!log.contains(lease.apiKey))
        }
    }
}

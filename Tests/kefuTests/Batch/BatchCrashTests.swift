import Foundation
import LoopbackServer
import Testing

/// A batch that is ended in the middle, by a kill or by Ctrl-C, and run again.
@Suite struct BatchCrashTests {
    private static let workers = 4
    private static let kills = 5

    private static func questions(_ count: Int) -> String {
        (1...count).map { "第 \($0) 号订单的退货期限是几天" }.joined(separator: "\n")
    }

    private static func arguments(_ output: String = "a.jsonl") -> [String] {
        ["batch", "q.txt", "-o", output, "--workers", "\(workers)"]
    }

    @Test(
        "killed at random moments and run again, it ends as an undisturbed run does and repeats no call but those under way"
    )
    func killed() async throws {
        let service = CompletionService(milliseconds: 10)
        try await withServer(service.script) { server in
            try await withWorkspace { root in
                let environment = CompletionService.environment(server)
                _ = try await Program.run("refresh", in: root)
                try Self.questions(120).write(to: root.appending(path: "q.txt"), atomically: true, encoding: .utf8)
                let whole = try await Program.run(Self.arguments("whole.jsonl"), in: root, environment: environment)
                #expect(whole.code == 0, "\(whole.errors)")
                let calls = service.prompts.count
                #expect(calls == 120)
                for _ in 0..<Self.kills {
                    let process = try start(root, environment)
                    // Within the reply, before it, or behind it: that is left to chance.
                    let last = service.prompts.count + Int.random(in: 1...20)
                    while service.prompts.count < last, process.isRunning { await Task.yield() }
                    kill(process.processIdentifier, SIGKILL)
                    process.waitUntilExit()
                }
                let end = try await Program.run(Self.arguments(), in: root, environment: environment)
                #expect(end.code == 0, "\(end.errors)")
                let repeated = service.prompts.count - calls - 120
                #expect(repeated >= 0 && repeated <= Self.kills * Self.workers, "\(repeated)")
                #expect(timeless(try answers("a.jsonl", in: root)) == timeless(try answers("whole.jsonl", in: root)))
            }
        }
    }

    @Test(
        "Ctrl-C, SIGTERM and the end of the terminal end with 130, keep what is finished, and say how to go on",
        arguments: [SIGINT, SIGTERM, SIGHUP]
    )
    func interrupted(by number: Int32) async throws {
        let service = CompletionService(holding: "第 9 号")
        try await withServer(service.script) { server in
            try await withWorkspace { root in
                let environment = CompletionService.environment(server)
                _ = try await Program.run("refresh", in: root)
                try Self.questions(30).write(to: root.appending(path: "q.txt"), atomically: true, encoding: .utf8)
                let errors = Pipe()
                let process = try start(root, environment, errors: errors)
                // All but the one that is held, in the order of the file up to it.
                while service.prompts.count < 30 { await Task.yield() }
                let second = try await Program.run(Self.arguments(), in: root, environment: environment)
                #expect(second.code == 1 && second.errors.contains("Another run of `kefu batch` is writing"))
                kill(process.processIdentifier, number)
                let told = Program.readToEnd(errors.fileHandleForReading.fileDescriptor)
                process.waitUntilExit()
                #expect(process.terminationStatus == 130)
                #expect(String(decoding: told, as: UTF8.self).contains("8 of 30 questions are done"))
                #expect(try answers("a.jsonl", in: root).count == 8)
                service.open()
                let calls = service.prompts.count
                let end = try await Program.run(Self.arguments(), in: root, environment: environment)
                #expect(end.code == 0, "\(end.errors)")
                #expect(service.prompts.count <= calls + Self.workers, "what was finished behind the gap is known")
                #expect(try answers("a.jsonl", in: root).count == 30)
            }
        }
    }

    private func start(_ root: URL, _ environment: [String: String], errors: Pipe? = nil) throws -> Process {
        let process = Program.process(Self.arguments(), in: root, environment: environment)
        (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
        process.standardError = errors ?? FileHandle.nullDevice
        try process.run()
        return process
    }
}

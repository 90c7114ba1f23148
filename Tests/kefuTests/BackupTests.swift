import Foundation
import LoopbackServer
import Testing

/// Backup and restore as a person runs them, beside other work and through kills.
@Suite struct BackupTests {
    private static let kills = 25

    /// Documents that take a refresh a while.
    private static let documents = Dictionary(
        uniqueKeysWithValues: (0..<40).map { number in
            ("zh/d\(number).md", "# 文档 \(number)\n\n第 \(number) 号商品的说明。\n\n## 退货\n\n签收后 \(number) 天内可以退货。\n")
        }
    )

    private func hits(_ root: URL, _ environment: [String: String]) async throws -> String {
        let outcome = try await Program.run("search", "--json", "第 7 号商品几天内可以退货", in: root, environment: environment)
        #expect(outcome.code == 0, "\(outcome.errors)")
        return outcome.output
    }

    private func backUp(_ root: URL, _ environment: [String: String], force: Bool = false) async throws -> URL {
        let file = root.deletingLastPathComponent().appending(path: "\(root.lastPathComponent).zip")
        let words = ["backup", file.path] + (force ? ["--force"] : [])
        let outcome = try await Program.run(words, in: root, environment: environment)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("Wrote \(file.path): "))
        return file
    }

    /// Runs `body` with a workspace, refreshed, and the environment of its service.
    private func withFilledWorkspace(_ body: (URL, [String: String]) async throws -> Void) async throws {
        try await withServer(ModelService.script(reply: [])) { server in
            let environment = ModelService.environment(server).merging(["KEFU_COMPLETION_PROVIDER": "none"]) { $1 }
            try await withWorkspace(Self.documents, configuration: "retrieval:\n  top-k: 4\n") { root in
                #expect(try await Program.run("refresh", in: root, environment: environment).code == 0)
                try await body(root, environment)
                let file = root.deletingLastPathComponent().appending(path: "\(root.lastPathComponent).zip")
                try? FileManager.default.removeItem(at: file)
            }
        }
    }

    @Test("a restored workspace finds the same with the same scores, also one that was backed up during a refresh")
    func same() async throws {
        try await withFilledWorkspace { root, environment in
            _ = try await Program.run("ask", "--session", "王女士", "第 7 号商品的说明", in: root, environment: environment)
            let before = try await hits(root, environment)
            for number in 0..<40 { try write("# 新 \(number)\n\n全新的内容。\n", to: "zh/d\(number).md", in: root) }
            async let refresh = Program.run("refresh", in: root, environment: environment)
            let file = try await backUp(root, environment)
            #expect(try await refresh.code == 0)
            #expect(try await hits(root, environment) != before)

            let copy = root.appending(path: "copy")
            let restore = try await Program.run("restore", file.path, "-w", copy.path, in: root)
            #expect(restore.code == 0, "\(restore.errors)")
            let sessions =
                try await Program.run("sessions", "--json", "-w", copy.path, in: root).json() as? [[String: Any]]
            #expect(sessions?.first?["name"] as? String == "王女士")
            #expect(try await Program.run("status", "-w", copy.path, in: root).code == 0)
            // The next refresh brings it to the documents, which are those of the moment of packing.
            #expect(try await Program.run("refresh", in: copy, environment: environment).code == 0)

            // A backup of a workspace at rest is the same to the last digit.
            _ = try await hits(root, environment)
            let still = try await hits(root, environment)
            _ = try await backUp(root, environment, force: true)
            #expect(try await Program.run("restore", file.path, "-w", copy.path, in: root).code == 0)
            #expect(try await hits(copy, environment) == still)
        }
    }

    @Test("an existing file, a workspace in use and a damaged backup are refused with what to do")
    func refusals() async throws {
        try await withFilledWorkspace { root, environment in
            let file = try await backUp(root, environment)
            let again = try await Program.run("backup", file.path, in: root, environment: environment)
            #expect(again.code == 64)
            #expect(again.errors.contains("--force"))

            let chat = Program.process(["chat"], in: root, environment: environment)
            let (input, output) = (Pipe(), Pipe())
            (chat.standardInput, chat.standardOutput, chat.standardError) = (input, output, FileHandle.nullDevice)
            try chat.run()
            try input.fileHandleForWriting.write(contentsOf: Data("第 7 号商品的说明\n".utf8))
            // The first byte of the answer shows that the conversation has begun.
            _ = try output.fileHandleForReading.read(upToCount: 1)
            let used = try await Program.run("restore", file.path, in: root)
            #expect(used.code == 1)
            #expect(used.errors.contains("Another kefu uses the workspace"), "\(used.errors)")
            try input.fileHandleForWriting.close()
            _ = Program.readToEnd(output.fileHandleForReading.fileDescriptor)
            chat.waitUntilExit()

            #expect(try await Program.run("restore", "--check", file.path, in: root).code == 0)
            var bytes = try Data(contentsOf: file)
            bytes[bytes.count / 2] ^= 0xFF
            try bytes.write(to: file)
            let damaged = try await Program.run("restore", file.path, in: root)
            #expect(damaged.code == 1)
            #expect(damaged.errors.contains("nothing was changed"), "\(damaged.errors)")
        }
    }

    /// Without the states of tokens, which the first searches compute, a search finds the same each time.
    private static let steady = ["KEFU_RETRIEVAL_ALIGNMENT_WEIGHT": "0"]

    @Test("a restore that is killed leaves the old workspace or the new one, and a killed backup leaves no file")
    func killed() async throws {
        try await withFilledWorkspace { root, environment in
            let environment = environment.merging(Self.steady) { $1 }
            let old = try await hits(root, environment)
            let first = try await backUp(root, environment)
            let kept = root.deletingLastPathComponent().appending(path: "\(root.lastPathComponent)-1.zip")
            try FileManager.default.moveItem(at: first, to: kept)
            defer { try? FileManager.default.removeItem(at: kept) }
            for number in 0..<40 { try write("# 新 \(number)\n\n第 \(number) 号商品。\n", to: "zh/d\(number).md", in: root) }
            try "retrieval:\n  top-k: 3\n".write(
                to: root.appending(path: "kefu.yaml"),
                atomically: true,
                encoding: .utf8
            )
            #expect(try await Program.run("refresh", in: root, environment: environment).code == 0)
            let new = try await hits(root, environment)
            let second = try await backUp(root, environment)
            #expect(old != new)

            let start = ContinuousClock.now
            #expect(try await Program.run("restore", kept.path, in: root).code == 0)
            let undisturbed = ContinuousClock.now - start
            #expect(try await hits(root, environment) == old)
            var random = SystemRandomNumberGenerator()
            var seen: Set<String> = []
            for round in 0..<Self.kills {
                let moment = undisturbed * Double.random(in: 0.3...1.05, using: &random)
                let file = round % 2 == 0 ? second : kept
                try await Program.kill(["restore", file.path], in: root, environment: environment, after: moment)
                let found = try await hits(root, environment)
                seen.insert(found == old ? "old" : found == new ? "new" : "neither")
                let names = try FileManager.default.contentsOfDirectory(
                    atPath: root.appending(path: "knowledge-base/zh").path
                )
                #expect(names.count == 40)
            }
            #expect(!seen.contains("neither"))

            for _ in 0..<5 {
                let moment = undisturbed * Double.random(in: 0.2...1, using: &random)
                let file = root.deletingLastPathComponent().appending(path: "\(root.lastPathComponent)-k.zip")
                try await Program.kill(["backup", file.path], in: root, environment: environment, after: moment)
                if FileManager.default.fileExists(atPath: file.path) {
                    #expect(try await Program.run("restore", "--check", file.path, in: root).code == 0)
                }
                #expect(
                    try await Program.run("backup", "--force", file.path, in: root, environment: environment).code == 0
                )
                try FileManager.default.removeItem(at: file)
                let folder = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).partial")
                #expect(!FileManager.default.fileExists(atPath: folder.path))
            }
        }
    }
}

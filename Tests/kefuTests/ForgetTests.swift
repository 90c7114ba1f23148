import Foundation
import LoopbackServer
import Testing

/// Forgetting as a person runs it, and what is left on the disk.
@Suite struct ForgetTests {
    private static let quoting = ["KEFU_COMPLETION_PROVIDER": "none"]

    /// The files of the workspace with `words` in their bytes.
    private func files(with words: String, in root: URL) throws -> [String] {
        let needle = Data(words.utf8)
        return try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { path in
            guard let bytes = try? Data(contentsOf: root.appending(path: path)) else { return false }
            return bytes.range(of: needle) != nil
        }
    }

    private func withConversations(_ body: (URL, [String: String]) async throws -> Void) async throws {
        try await withServer(ModelService.script(reply: [])) { server in
            let environment = ModelService.environment(server).merging(Self.quoting) { $1 }
            try await withWorkspace { root in
                #expect(try await Program.run("refresh", in: root, environment: environment).code == 0)
                for question in ["电话 13812345678，我的紫色水壶坏了", "紫色水壶怎么退货？"] {
                    _ = try await Program.run("ask", "--session", "甲", question, in: root, environment: environment)
                }
                _ = try await Program.run("ask", "退货要几天？", in: root, environment: environment)
                try await body(root, environment)
            }
        }
    }

    @Test("a masked number finds the session; it is shown, needs --yes, and leaves no byte behind")
    func forget() async throws {
        try await withConversations { root, environment in
            #expect(try files(with: "13812345678", in: root) == [])
            let found = try await Program.run(
                "sessions",
                "--find",
                "138 1234 5678",
                "--json",
                in: root,
                environment: environment
            )
            #expect((try found.json() as? [[String: Any]])?.compactMap { $0["name"] as? String } == ["甲"])

            let shown = try await Program.run("forget", "--customer", "13812345678", in: root, environment: environment)
            #expect(shown.code == 64)
            #expect(shown.output.contains("session 甲: 2 turns"))
            #expect(shown.errors.contains("--yes"))
            #expect(try !files(with: "紫色水壶", in: root).isEmpty)

            let erased = try await Program.run(
                "forget",
                "--customer",
                "13812345678",
                "--yes",
                in: root,
                environment: environment
            )
            #expect(erased.code == 0, "\(erased.errors)")
            #expect(try files(with: "紫色水壶", in: root) == [])
            let left = try await Program.run("sessions", "--json", in: root, environment: environment).json() as? [Any]
            #expect(left?.count == 1)
        }
    }

    @Test("a batch's journal loses the customer's rows, and its output is named with the rows")
    func batch() async throws {
        try await withConversations { root, environment in
            let input = root.appending(path: "q.csv")
            try "question\n退货要几天？\n我是紫微星，怎么退款？\n".write(to: input, atomically: true, encoding: .utf8)
            let batch = try await Program.run("batch", "q.csv", "--output", "a.csv", in: root, environment: environment)
            #expect(batch.code == 0, "\(batch.errors)")
            let erased = try await Program.run(
                "forget",
                "--customer",
                "紫微星",
                "--yes",
                "--json",
                in: root,
                environment: environment
            )
            #expect(erased.code == 0, "\(erased.errors)")
            let plan = try #require(try erased.json() as? [String: Any])
            let files = try #require(plan["remainders"] as? [[String: Any]])
            // Answers have line breaks, so the line of the row is not known here.
            #expect(files.compactMap { ($0["rows"] as? [Int])?.count } == [1])
            #expect((plan["journals"] as? [[String: Any]])?.compactMap { $0["entries"] as? Int } == [1])
        }
    }

    @Test("one of the three scopes is needed")
    func usage() async throws {
        try await withWorkspace { root in
            for words in [
                ["forget"], ["forget", "--session", "a", "--customer", "bb"], ["forget", "--customer", "a"],
            ] {
                let outcome = try await Program.run(words, in: root)
                #expect(outcome.code == 64)
            }
            let unknown = try await Program.run("forget", "--session", "none", "--yes", in: root)
            #expect(unknown.code == 1)
        }
    }

    @Test(
        "what kefu keeps in .kefu may be read by its owner alone, and a removed document leaves no passage in a cache"
    )
    func rights() async throws {
        try await withWorkspace(["a.md": "# A\n\n透明企鹅的说明，十五天。\n", "b.md": "# B\n\n运费十二元。\n"]) { root in
            #expect(try await Program.run("refresh", in: root).code == 0)
            _ = try await Program.run("ask", "透明企鹅", in: root, environment: Self.quoting)
            let kept = root.appending(path: ".kefu")
            for path in try FileManager.default.subpathsOfDirectory(atPath: kept.path) {
                var status = stat()
                #expect(lstat(kept.appending(path: path).path, &status) == 0)
                #expect(status.st_mode & 0o077 == 0, "\(path)")
            }
            try FileManager.default.removeItem(at: root.appending(path: "knowledge-base/a.md"))
            #expect(try await Program.run("refresh", "--allow-removals", in: root).code == 0)
            let left = try files(with: "透明企鹅", in: root)
            #expect(!left.contains { $0.contains("token-states") })
        }
    }
}

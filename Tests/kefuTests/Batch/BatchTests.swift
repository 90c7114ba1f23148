import Foundation
import LoopbackServer
import Testing

/// What a user sees who has a file of questions answered, with the real model and a real database.
@Suite struct BatchTests {
    private func put(_ text: String, _ name: String, in root: URL) throws {
        try text.write(to: root.appending(path: name), atomically: true, encoding: .utf8)
    }

    private let table = #"""
        编号,问题,备注
        1,退货要在几天内申请？,a
        2,Do you gift-wrap?,"b, ""x"""
        3,,没有问题
        4,退货要在几天内申请,和第一行一样
        5,请问退货要在几天内申请呢,换了说法
        6,How long do refunds take?,c
        7,你好,d
        """#

    @Test("every row goes through with its columns: answered, direct, blank, the same as another, small talk")
    func rows() async throws {
        let service = CompletionService()
        try await withServer(service.script) { server in
            try await withWorkspace { root in
                _ = try await Program.run("refresh", in: root)
                try put(table, "q.csv", in: root)
                let run = try await Program.run(
                    "batch",
                    "q.csv",
                    "--output",
                    "a.jsonl",
                    in: root,
                    environment: CompletionService.environment(server)
                )
                #expect(run.code == 0, "\(run.errors)")
                #expect(run.output.isEmpty)
                #expect(run.errors.contains("6 questions: 4 answered, 1 direct, 1 small-talk"), "\(run.errors)")
                let rows = try answers("a.jsonl", in: root)
                #expect(rows.map { $0["编号"] as? String } == ["1", "2", "3", "4", "5", "6", "7"])
                #expect(rows[1]["备注"] as? String == "b, \"x\"")
                #expect(rows[0]["decision"] as? String == "answered")
                #expect((rows[0]["answer"] as? String)?.hasPrefix("依据资料可以 [1]。") == true)
                #expect(((rows[0]["sources"] as? [[String: Any]])?.first?["path"]) as? String == "zh/returns.md")
                #expect(rows[0]["cost"] as? Double == 0.02)
                #expect(rows[1]["decision"] as? String == "direct")
                #expect(rows[2]["answer"] is NSNull || rows[2]["answer"] as? String == "")
                #expect(rows[3]["answer"] as? String == rows[0]["answer"] as? String)
                #expect(rows[3]["same_as"] is Int && rows[4]["same_as"] is Int && rows[5]["same_as"] is NSNull)
                #expect(rows[6]["decision"] as? String == "small-talk")
                #expect(service.prompts.count == 2, "equal and nearly equal questions are asked once")
            }
        }
    }

    @Test("the same command again asks nothing; an edited question, prompt or document asks only what it touches")
    func changes() async throws {
        let service = CompletionService()
        try await withServer(service.script) { server in
            try await withWorkspace { root in
                func batch() async throws -> Int {
                    let before = service.prompts.count
                    let environment = CompletionService.environment(server)
                    let run = try await Program.run(
                        "batch",
                        "q.txt",
                        "-o",
                        "a.jsonl",
                        in: root,
                        environment: environment
                    )
                    #expect(run.code == 0, "\(run.errors)")
                    return service.prompts.count - before
                }
                _ = try await Program.run("refresh", in: root)
                try put("签收后几天内可以退货\n上门取件的运费多少\nWhen do refunds come?\n", "q.txt", in: root)
                #expect(try await batch() == 3)
                let first = try answers("a.jsonl", in: root)
                #expect(try await batch() == 0)
                #expect(timeless(try answers("a.jsonl", in: root)) == timeless(first))

                try put("签收后几天内可以退货\n新的问题：退款多久\n上门取件的运费多少\nWhen do refunds come?\n", "q.txt", in: root)
                #expect(try await batch() == 1)
                #expect(try answers("a.jsonl", in: root).count == 4)

                let edited = try #require(sampleDocuments["en/refunds.md"]).replacing("2 business", with: "3 business")
                try write(edited, to: "en/refunds.md", in: root)
                _ = try await Program.run("refresh", in: root)
                #expect(try await batch() == 1)
                #expect(service.prompts.last?.contains("3 business days") == true)

                let prompt = root.appending(path: "prompts/en/system.mustache")
                let text = try String(contentsOf: prompt, encoding: .utf8)
                try (text + "\nBe brief.").write(to: prompt, atomically: true, encoding: .utf8)
                #expect(try await batch() == 1, "only English questions read the English prompt")
                try text.write(to: prompt, atomically: true, encoding: .utf8)
                #expect(try await batch() == 0, "what was asked before is known for ever")
            }
        }
    }

    @Test("a row that fails has its error in the file and ends with 1; the next run asks it alone")
    func failing() async throws {
        let service = CompletionService(failing: "运费")
        try await withServer(service.script) { server in
            try await withWorkspace { root in
                _ = try await Program.run("refresh", in: root)
                let long = String(repeating: "退", count: 6_000)
                try put("签收后几天内可以退货\n上门取件的运费多少\n\(long)\nWhen do refunds come?\n", "q.txt", in: root)
                let environment = CompletionService.environment(server)
                let run = try await Program.run("batch", "q.txt", "-o", "a.jsonl", in: root, environment: environment)
                #expect(run.code == 1)
                #expect(run.errors.contains("2 answered, 2 failed"), "\(run.errors)")
                let rows = try answers("a.jsonl", in: root)
                #expect((rows[1]["error"] as? String)?.contains("status 500") == true)
                #expect((rows[2]["error"] as? String)?.contains("18000 bytes; the limit is 16384") == true)

                service.recover()
                let before = service.prompts.count
                let again = try await Program.run("batch", "q.txt", "-o", "a.jsonl", in: root, environment: environment)
                #expect(again.errors.contains("3 answered, 1 failed"), "\(again.errors)")
                #expect(service.prompts.count == before + 1)
            }
        }
    }

    @Test("before the price passes its limit the run stops and says where; with more it goes on")
    func limit() async throws {
        let service = CompletionService()
        try await withServer(service.script) { server in
            try await withWorkspace { root in
                _ = try await Program.run("refresh", in: root)
                try put((1...40).map { "第 \($0) 号订单能退货吗" }.joined(separator: "\n"), "q.txt", in: root)
                var environment = CompletionService.environment(server)
                environment["KEFU_COMPLETION_ANSWER_TOKENS"] = "20"
                func batch(_ limit: String) async throws -> Program.Outcome {
                    // So few at once that the first row always finds room under the limit.
                    let arguments = ["batch", "q.txt", "-o", "a.jsonl", "--workers", "4", "--limit-cost", limit]
                    return try await Program.run(arguments, in: root, environment: environment)
                }
                let run = try await batch("0.4")
                #expect(run.code == 1)
                #expect(run.errors.contains("limit of 0.4000") && run.errors.contains("of q.txt"), "\(run.errors)")
                // A reply costs 0.02.
                #expect(service.prompts.count <= 20 && service.prompts.count >= 8)
                let done = try answers("a.jsonl", in: root).count
                #expect(done > 0 && done <= service.prompts.count)
                let more = try await batch("3")
                #expect(more.code == 0, "\(more.errors)")
                #expect(service.prompts.count == 40)
                #expect(try answers("a.jsonl", in: root).count == 40)
            }
        }
    }

    @Test("a dry run asks no model and writes nothing, and tells rows, tokens and price") func dryRun() async throws {
        let service = CompletionService()
        try await withServer(service.script) { server in
            try await withWorkspace { root in
                _ = try await Program.run("refresh", in: root)
                try put(table, "q.csv", in: root)
                let run = try await Program.run(
                    "batch",
                    "q.csv",
                    "-o",
                    "a.csv",
                    "--dry-run",
                    "--json",
                    in: root,
                    environment: CompletionService.environment(server)
                )
                #expect(run.code == 0, "\(run.errors)")
                let forecast = try #require(try run.json() as? [String: Any])
                #expect(forecast["questions"] as? Int == 6 && forecast["blank"] as? Int == 1)
                #expect(forecast["equal"] as? Int == 1 && forecast["near"] as? Int == 1)
                #expect(forecast["asked"] as? Int == 2)
                #expect(forecast["decided"] as? [String: Int] == ["direct": 1, "small-talk": 1])
                #expect(forecast["price"] as? Double ?? 0 > 0.02)
                #expect(service.prompts.isEmpty)
                #expect(!FileManager.default.fileExists(atPath: root.appending(path: "a.csv").path))
            }
        }
    }

    @Test("bad input ends with one sentence and code 64, and no file is overwritten") func badInput() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            try put(table, "q.csv", in: root)
            try put("mine", "mine.csv", in: root)
            func batch(_ arguments: String...) async throws -> Program.Outcome {
                try await Program.run(["batch"] + arguments, in: root)
            }
            for (arguments, words) in [
                (["q.csv", "-o", "q.csv"], "never overwritten"), (["q.csv", "-o", "a.doc"], "ends in .csv"),
                (["gone.csv", "-o", "a.csv"], "cannot be read"),
                (["q.csv", "-o", "a.csv", "--column", "答"], "no column"),
                (["q.csv", "-o", "mine.csv"], "exists and was not written by an earlier run"),
            ] {
                let run = try await Program.run(["batch"] + arguments, in: root)
                #expect(run.code == 64, "\(arguments): \(run.errors)")
                #expect(run.errors.contains(words) && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
            }
            #expect(try String(contentsOf: root.appending(path: "mine.csv"), encoding: .utf8) == "mine")
            let unpriced = try await batch("q.csv", "-o", "a.csv", "--limit-cost", "5")
            #expect(unpriced.code == 3 && unpriced.errors.contains("input-price-per-million-tokens"))
        }
    }
}

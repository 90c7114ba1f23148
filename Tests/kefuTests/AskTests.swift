import Foundation
import Testing

/// What a user sees who refreshes a small knowledge base and asks, with the real model and a real database.
@Suite struct AskTests {
    @Test("refresh, then ask, search and status agree on what there is")
    func fromFolderToAnswer() async throws {
        try await withWorkspace { root in
            let refresh = try await Program.run("refresh", "--json", in: root)
            #expect(refresh.code == 0, "\(refresh.errors)")
            let report = try #require(try refresh.json() as? [String: Any])
            #expect((report["added"] as? [String])?.sorted() == ["en/faq.csv", "en/refunds.md", "zh/returns.md"])
            #expect(report["chunks"] as? Int == 5)
            #expect(report["embedded"] as? Int == 6, "the stored question is embedded by itself as well")

            let ask = try await Program.run(
                "ask",
                "--json",
                "--set",
                "completion.provider=none",
                in: root,
                input: "退货要在几天内申请？"
            )
            let answer = try #require(try ask.json() as? [String: Any])
            #expect(answer["decision"] as? String == "quoted")
            #expect((answer["text"] as? String)?.contains("15 天内可以申请退货") == true)
            let source = try #require((answer["sources"] as? [[String: Any]])?.first)
            #expect(source["path"] as? String == "zh/returns.md")
            #expect(source["lines"] as? [Int] == [1, 4], "a section is cited from its heading on")

            let search = try await Program.run(
                "search",
                "--json",
                "--limit",
                "2",
                "how many days for a refund",
                in: root
            )
            let hits = try #require(try search.json() as? [[String: Any]])
            #expect(hits.count == 2)
            #expect(hits.first?["path"] as? String == "en/refunds.md")

            let status = try await Program.run("status", "--json", in: root)
            let index = try #require((try status.json() as? [String: Any])?["index"] as? [String: Any])
            #expect(index["documents"] as? Int == 3)
            #expect(index["chunks"] as? Int == 5)
        }
    }

    @Test("a second refresh embeds nothing; an edit embeds only what it touched; what is removed goes")
    func refreshAgain() async throws {
        try await withWorkspace { root in
            func refresh() async throws -> [String: Any] {
                try #require(try await Program.run("refresh", "--json", in: root).json() as? [String: Any])
            }
            _ = try await refresh()
            let unchanged = try await refresh()
            #expect(unchanged["embedded"] as? Int == 0)

            let edited = try #require(sampleDocuments["zh/returns.md"]).replacingOccurrences(of: "12 元", with: "10 元")
            try write(edited, to: "zh/returns.md", in: root)
            try FileManager.default.removeItem(at: root.appending(path: "knowledge-base/en/faq.csv"))
            let report = try await refresh()
            #expect(report["embedded"] as? Int == 1)
            #expect(report["reused"] as? Int == 1)
            #expect(report["removed"] as? [String] == ["en/faq.csv"])
        }
    }

    @Test(
        "what the documents do not speak of is declined with the way to a person, in the language of the question",
        arguments: [("柏林有实体店吗", "人工客服：400-1"), ("Who won the football world cup?", "reach a person here: 400-2")]
    )
    func declined(question: String, handoff: String) async throws {
        let configuration = "company:\n  zh:\n    contact: 400-1\n  en:\n    contact: 400-2\n"
        try await withWorkspace(configuration: configuration) { root in
            _ = try await Program.run("refresh", in: root)
            // The service would refuse the connection: a completion call would fail.
            let ask = try await Program.run(
                "ask",
                "--json",
                question,
                in: root,
                environment: ["KEFU_COMPLETION_BASE_URL": "http://127.0.0.1:9", "KEFU_COMPLETION_PROVIDER": "openai"]
            )
            #expect(ask.code == 0, "\(ask.errors)")
            let answer = try #require(try ask.json() as? [String: Any])
            #expect(answer["decision"] as? String == "declined")
            #expect((answer["text"] as? String)?.contains(handoff) == true)
            #expect((answer["sources"] as? [Any])?.isEmpty == true)
        }
    }

    @Test("the classic: the Olympic and the Asian Games are nearest")
    func similarity() async throws {
        try await withWorkspace { root in
            let outcome = try await Program.run("similarity", "--json", "奥运会", "亚运会", "北京地铁", in: root)
            let table = try #require((try outcome.json() as? [String: Any])?["cosines"] as? [[Double]])
            #expect(table[0][1] > table[0][2])
            #expect(table[0][1] > table[1][2])
            #expect(abs(table[2][2] - 1) < 1e-5)
        }
    }

    @Test("without a terminal, chat answers line by line, without colour, and goes on after an odd line")
    func pipedChat() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let chat = try await Program.run(
                "chat",
                "--set",
                "completion.provider=none",
                in: root,
                input: "退货要在几天内申请？\n\n/nonsense\n那运费呢？\n/sources\n/quit\nnever read\n"
            )
            #expect(chat.code == 0, "\(chat.errors)")
            #expect(chat.output.contains("15 天内可以申请退货"))
            #expect(chat.output.contains("上门取件 12 元"))
            #expect(!chat.output.contains("\u{1B}"))
            #expect(!chat.output.contains("never read"))
            #expect(chat.errors.contains("/help"))
        }
    }
}

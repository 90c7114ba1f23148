import Foundation
import LoopbackServer
import Testing

/// `kefu search` and what can be set around it.
@Suite struct SearchTests {
    private func explanation(_ arguments: [String], in root: URL, environment: [String: String] = [:]) async throws
        -> [String: Any]
    {
        let search = try await Program.run(
            ["search", "--explain", "--json"] + arguments,
            in: root,
            environment: environment
        )
        #expect(search.code == 0, "\(search.errors)")
        return try #require(try search.json() as? [String: Any])
    }

    @Test("an explanation tells ranks and scores of both sides, the evidence and the decision")
    func explains() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let told = try await explanation(["退货的运费谁出?"], in: root)
            #expect(told["decision"] as? String == "answer")
            #expect((told["evidence"] as? [String: Any])?["topCosine"] as? Double ?? 0 > 0.8)
            let best = try #require((told["passages"] as? [[String: Any]])?.first)
            #expect(best["cosineRank"] as? Int == 1)
            #expect(best["bm25Rank"] as? Int == 1)
            #expect(best["bm25"] as? Double ?? 0 > 0)
            #expect((best["found"] as? [String: Any])?["path"] as? String == "zh/returns.md")
            let text = try await Program.run("search", "--explain", "退货的运费谁出?", in: root)
            #expect(text.output.contains("1. zh/returns.md:"), "\(text.output)")
            #expect(text.output.contains("near-duplicates merged"), "\(text.output)")
            #expect(!text.output.contains("\u{1B}"))
        }
    }

    @Test("what a filter kept away is told with the reason")
    func filtered() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let told = try await explanation(["--language", "en", "退货的运费谁出?"], in: root)
            let away = try #require(told["filteredOut"] as? [[String: Any]])
            #expect(away.contains { ($0["place"] as? String)?.hasPrefix("zh/returns.md") == true })
            #expect(away.allSatisfy { $0["filter"] as? String == "language" })
        }
    }

    @Test("a passage is found only on the days on which its document is valid, and the report says which is not")
    func validity() async throws {
        let files = [
            "zh/old.md": "---\ntitle: 旧运费\nvalid-until: 2020-12-31\n---\n\n# 运费\n\n快递首重 8 元。\n",
            "zh/now.md": "---\ntitle: 运费\n生效日期: 2021年1月1日\n---\n\n# 运费\n\n快递首重 12 元。\n",
            "zh/next.md": "---\ntitle: 新运费\nvalid-from: 2999-01-01\n---\n\n# 运费\n\n快递首重 15 元。\n",
        ]
        try await withWorkspace(files) { root in
            let refresh = try await Program.run("refresh", in: root)
            #expect((refresh.output + refresh.errors).contains("1 passage is not valid today (until 2020-12-31)"), "\(refresh.output)")
            #expect((refresh.output + refresh.errors).contains("1 passage is not valid today (from 2999-01-01)"), "\(refresh.output)")
            let told = try await explanation(["快递首重多少元?"], in: root)
            let places = (told["passages"] as? [[String: Any]])?.compactMap { ($0["found"] as? [String: Any])?["path"] }
            #expect(places as? [String] == ["zh/now.md"])
        }
    }

    @Test("the same text in two files is found once, and twice where that is asked for")
    func duplicates() async throws {
        let text = """
            无理由退货的运费由客户承担，上门取件 12 元。请在退货申请通过后 3 天内寄出商品，保留快递单号，仓库收到后 2 个工作日内退款。
            """
        try await withWorkspace(["zh/a.md": "# 退货\n\n\(text)\n", "zh/b.txt": "\(text)\n"]) { root in
            _ = try await Program.run("refresh", in: root)
            let once = try #require(try await explanation(["退货的运费由谁承担?"], in: root)["passages"] as? [[String: Any]])
            #expect(once.count == 1)
            let merged = try #require(once.first?["merged"] as? [[String: Any]])
            #expect(merged.first?["reason"] as? String == "duplicate")
            let twice = try await explanation(["--set", "retrieval.deduplicate=false", "退货的运费由谁承担?"], in: root)
            #expect((twice["passages"] as? [Any])?.count == 2)
        }
    }

    @Test("neighbours of the same section join what was found")
    func neighbours() async throws {
        let rules = (1...24).map { "第 \($0) 条：退货的运费由客户承担，仓库收到商品之后才会退款，请保留快递单号。" }.joined(separator: "\n\n")
        let documents = ["zh/rules.md": "# 规则\n\n## 退货细则\n\n\(rules)\n"]
        try await withWorkspace(documents, configuration: "chunking:\n  tokens: 64\n  overlap-tokens: 0\n") { root in
            _ = try await Program.run("refresh", in: root)
            func first(_ count: Int) async throws -> [String: Any] {
                let arguments = ["--limit", "1", "--set", "retrieval.neighbours=\(count)", "第 12 条退货规则"]
                let passages = try await explanation(arguments, in: root)["passages"] as? [[String: Any]]
                return try #require(passages?.first)
            }
            let (alone, joined) = (try await first(0), try await first(1))
            func lines(_ passage: [String: Any]) -> Int {
                let found = passage["found"] as? [String: Any]
                return (found?["lastLine"] as? Int ?? 0) - (found?["firstLine"] as? Int ?? 0)
            }
            #expect(alone["foundLines"] == nil)
            #expect(joined["foundLines"] != nil)
            #expect(lines(joined) > lines(alone))
        }
    }

    @Test("a reranking service decides the order; one that fails is told of and changes nothing")
    func reranks() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let last: @Sendable (Connection) throws -> Void = { connection in
                while let request = connection.readRequest() {
                    let count = (request.json["documents"] as? [String])?.count ?? 0
                    let results = (0..<count).map { #"{"index":\#($0),"relevance_score":\#($0)}"# }.joined(
                        separator: ","
                    )
                    try connection.respond(body: #"{"results":[\#(results)]}"#)
                }
            }
            let plain = try await Program.run("search", "--json", "--limit", "9", "退货的运费谁出?", in: root)
            let before = try #require(try plain.json() as? [[String: Any]]).compactMap { $0["passage"] as? String }
            func search(_ server: ScriptedServer) async throws -> (passages: [String], errors: String) {
                let settings = [
                    "reranking.provider=service", "reranking.model=bge", "reranking.base-url=\(server.address)",
                    "network.attempts=1",
                ]
                let search = try await Program.run(
                    ["search", "--json", "--limit", "9"] + settings.flatMap { ["--set", $0] } + ["退货的运费谁出?"],
                    in: root,
                    environment: ["KEFU_RERANKING_API_KEY": "rerank-secret-77"]
                )
                #expect(search.code == 0, "\(search.errors)")
                let hits = try #require(try search.json() as? [[String: Any]])
                return (hits.compactMap { $0["passage"] as? String }, search.errors)
            }
            try await withServer(last) { server in
                let reranked = try await search(server)
                #expect(reranked.passages == before.reversed())
                #expect(reranked.errors.isEmpty, "\(reranked.errors)")
                #expect(server.requests.first?.headers["authorization"] == "Bearer rerank-secret-77")
            }
            let broken: @Sendable (Connection) throws -> Void = { connection in
                while connection.readRequest() != nil {
                    try connection.respond(500, body: #"{"message":"rerank-secret-77"}"#)
                }
            }
            try await withServer(broken) { server in
                let kept = try await search(server)
                #expect(kept.passages == before)
                #expect(kept.errors.contains("reranking service"), "\(kept.errors)")
                #expect(!kept.errors.contains("secret"), "\(kept.errors)")
            }
        }
    }

    @Test(
        "a setting that cannot be is named",
        arguments: [
            ("retrieval.mmr=2", "a number from 0.0 to 1.0"), ("retrieval.deduplicate=maybe", "true or false"),
            ("retrieval.neighbours=99", "0 to 8"), ("reranking.provider=cohere", "none, service, chat"),
            ("reranking.provider=service", "reranking.model"),
        ]
    )
    func settings(setting: String, words: String) async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let search = try await Program.run("search", "--set", setting, "退货", in: root)
            #expect(search.code == 3, "\(search.errors)")
            #expect(search.errors.contains(words), "\(search.errors)")
        }
    }

    @Test("further wordings and an invented passage are searched for; nonsense and failures cost only themselves")
    func expands() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            func steps(_ script: @escaping @Sendable (Connection) throws -> Void) async throws -> [[String: Any]] {
                try await withServer(script) { server in
                    let settings = ["embedding.provider=local", "retrieval.multi-query=2", "retrieval.hyde=true"]
                    let told = try await explanation(
                        settings.flatMap { ["--set", $0] } + ["退货的运费谁出?"],
                        in: root,
                        environment: ModelService.environment(server)
                    )
                    #expect((told["passages"] as? [Any])?.isEmpty == false)
                    #expect(server.requests.count == 2)
                    return try #require(told["steps"] as? [[String: Any]])
                }
            }
            let written = try await steps(ModelService.script(reply: ["退货邮费\n", "寄回商品的费用"]))
            #expect(written.map { $0["details"] as? [String] }[1...2] == [["退货邮费", "寄回商品的费用"], ["退货邮费\n寄回商品的费用"]])
            let broken = try await steps { connection in
                while connection.readRequest() != nil { try connection.respond(500, body: "{}") }
            }
            #expect(broken.count { $0["problem"] != nil } == 2)
        }
    }
}

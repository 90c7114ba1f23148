import Foundation
import LoopbackServer
import Testing

/// With a key and an address in the environment, the same commands use that service.
@Suite struct ServiceTests {
    @Test("embeddings and answers come from the service; a mark without a passage never reaches the customer")
    func wholeWay() async throws {
        try await withWorkspace { root in
            let script = ModelService.script(reply: ["退货须在签收后 15 天内申请", " [", "1]", "。", " [9]"])
            try await withServer(script) { server in
                let environment = ModelService.environment(server)
                let refresh = try await Program.run("refresh", in: root, environment: environment)
                #expect(refresh.code == 0, "\(refresh.errors)")
                let ask = try await Program.run("ask", "--json", "退货期限几天？", in: root, environment: environment)
                let answer = try #require(try ask.json() as? [String: Any], "\(ask.errors)")
                #expect(answer["decision"] as? String == "answered")
                #expect(answer["text"] as? String == "退货须在签收后 15 天内申请 [1]。")
                #expect(answer["model"] as? String == "gpt-4.1-mini")
                #expect((answer["usage"] as? [String: Int])?["output"] == 7)
                let sources = try #require(answer["sources"] as? [[String: Any]])
                #expect(sources.map { $0["number"] as? Int } == [1])

                let completion = try #require(server.requests.last { $0.path.hasSuffix("/chat/completions") })
                #expect(completion.headers["authorization"] == "Bearer sk-test-secret-1234")
                let prompt = String(decoding: completion.body, as: UTF8.self)
                #expect(prompt.contains("退货期限几天？"))
                #expect(prompt.contains("签收后 15 天内可以申请退货"))
            }
        }
    }

    @Test(
        "what the service refuses is said in one sentence with the right code, and never shows the key",
        arguments: [
            (401, #"{"error":{"message":"Incorrect API key provided: sk-test-secret-1234"}}"#, 4, "OPENAI_API_KEY"),
            (404, #"{"error":{"message":"The model `nope` does not exist","code":"model_not_found"}}"#, 3, "model"),
            (429, #"{"error":{"message":"Rate limit reached"}}"#, 6, "Rate limit"),
            (500, #"{"error":{"message":"The server had an error"}}"#, 8, "500"),
            (200, "this is no JSON", 8, "embedding"),
        ]
    )
    func refusals(status: Int, body: String, code: Int32, words: String) async throws {
        try await withWorkspace { root in
            let script: @Sendable (Connection) throws -> Void = { connection in
                while connection.readRequest() != nil { try connection.respond(status, body: body) }
            }
            try await withServer(script) { server in
                let refresh = try await Program.run(
                    "refresh",
                    in: root,
                    environment: ModelService.environment(server)
                )
                #expect(refresh.code == code, "\(refresh.errors)")
                #expect(refresh.errors.contains(words), "\(refresh.errors)")
                #expect(!refresh.errors.contains("secret"), "\(refresh.errors)")
                #expect(refresh.errors.split(separator: "\n").count == 1, "\(refresh.errors)")
            }
        }
    }

    @Test("what was embedded before a service failed is not paid for again")
    func resumes() async throws {
        let documents = Dictionary(
            uniqueKeysWithValues: (1...6).map {
                ("article-\($0).md", "# Article \($0)\n\nText number \($0) of the shop.\n")
            }
        )
        try await withWorkspace(documents, configuration: "embedding:\n  batch-size: 2\n  concurrency: 1\n") { root in
            let calls = Counter()
            let failing: @Sendable (Connection) throws -> Void = { connection in
                if calls.next() >= 2 {
                    _ = connection.readRequest()
                    try connection.respond(500, ["Connection": "close"], body: "{}")
                } else if let request = connection.readRequest() {
                    try ModelService.respondOnce(to: request, on: connection)
                }
            }
            try await withServer(failing) { server in
                let refresh = try await Program.run("refresh", in: root, environment: ModelService.environment(server))
                #expect(refresh.code == 8, "\(refresh.errors)")
            }
            try await withServer(ModelService.script(reply: [])) { server in
                let refresh = try await Program.run(
                    "refresh",
                    "--json",
                    in: root,
                    environment: ModelService.environment(server)
                )
                let report = try #require(try refresh.json() as? [String: Any])
                #expect(report["embedded"] as? Int == 4)
            }
        }
    }

    @Test("after a change of models the old index answers until the new one is whole; going back costs nothing")
    func modelSwitch() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            try await withServer(ModelService.script(reply: ["ok"])) { server in
                let environment = ModelService.environment(server)
                let early = try await Program.run("search", "refund", in: root, environment: environment)
                #expect(early.code == 0, "\(early.errors)")
                #expect(server.requests.isEmpty, "the question is embedded as the passages were")
                _ = try await Program.run("refresh", in: root, environment: environment)
                let asked = server.requests.count
                let search = try await Program.run("search", "refund", in: root, environment: environment)
                #expect(search.code == 0, "\(search.errors)")
                #expect(server.requests.count == asked + 1)
                let rollback = try await Program.run("refresh", "--rollback", in: root, environment: environment)
                #expect(rollback.output.contains("multilingual-e5-small-q4"), "\(rollback.errors)")
                let held = try await Program.run("refresh", "--json", in: root, environment: environment)
                #expect((try held.json() as? [String: Any])?["isHeld"] as? Bool == true)
                let status = try await Program.run("status", "--json", in: root, environment: environment)
                let index = try #require((try status.json() as? [String: Any])?["index"] as? [String: Any])
                let states = (index["generations"] as? [[String: Any]])?.compactMap { $0["state"] as? String }
                #expect(states?.sorted() == ["current", "previous"])
            }
            let back = try await Program.run("refresh", "--json", in: root)
            let report = try #require(try back.json() as? [String: Any])
            #expect(report["embedded"] as? Int == 0)
            #expect(report["unchanged"] as? Int == 3)
        }
    }
}

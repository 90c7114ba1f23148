import Foundation
import LoopbackServer
import RAGCore
import Testing

@testable import OpenAIClient

@Suite("Reranker")
struct OpenAIRerankerTests {
    private func reranker(_ server: ScriptedServer, retries: Int = 0) throws -> OpenAIReranker {
        OpenAIReranker(name: "rerank-model", service: try service(at: server.address, retries: retries))
    }

    /// Judges three passages with a server that always answers `reply`.
    private func judged(_ reply: String) async throws -> [RerankJudgement] {
        try await withServer { connection in
            while connection.readRequest() != nil { try connection.respond(body: reply) }
        } _: { server in
            try await reranker(server).judge(["一", "二", "three"], for: "问题 question")
        }
    }

    @Test("question and passages go to /rerank, and no passages send no request")
    func request() async throws {
        try await withServer { connection in
            while connection.readRequest() != nil {
                try connection.respond(body: #"{"results":[{"index":0,"relevance_score":0.5}]}"#)
            }
        } _: { server in
            let reranker = try reranker(server)
            #expect(try await reranker.judge([], for: "运费").isEmpty)
            #expect(server.requests.isEmpty)
            _ = try await reranker.judge(["退货", "returns"], for: "运费")
            let request = try #require(server.requests.first)
            #expect(request.line == "POST /v1/rerank HTTP/1.1")
            #expect(request.headers["authorization"]?.hasPrefix("Bearer ") == true)
            #expect(request.json["model"] as? String == "rerank-model")
            #expect(request.json["query"] as? String == "运费")
            #expect(request.json["documents"] as? [String] == ["退货", "returns"])
            #expect(request.json["top_n"] as? Int == 2)
        }
    }

    @Test(
        "the form of every service is read, best first",
        arguments: [
            // Cohere v1 and v2.
            #"{"id":"a","results":[{"index":2,"relevance_score":0.9},{"index":0,"relevance_score":0.2}],"meta":{"billed_units":{"search_units":1}}}"#,
            // Jina and vLLM, with the documents.
            #"{"model":"m","usage":{"total_tokens":9},"results":[{"index":2,"document":{"text":"three"},"relevance_score":0.9},{"index":0,"document":{"text":"一"},"relevance_score":0.2}]}"#,
            // llama.cpp, in the order of the request and with scores of another scale.
            #"{"object":"list","results":[{"index":0,"relevance_score":-7.25},{"index":2,"relevance_score":3}]}"#,
            // Voyage.
            #"{"object":"list","data":[{"relevance_score":0.9,"index":2},{"relevance_score":0.2,"index":0}]}"#,
            // DashScope.
            #"{"output":{"results":[{"index":2,"relevance_score":0.9},{"index":0,"relevance_score":0.2}]},"request_id":"r"}"#,
            // Text Embeddings Inference.
            #"[{"index":0,"score":0.2},{"index":2,"score":0.9}]"#,
            // Without scores the order of the reply counts.
            #"{"results":[{"index":2},{"index":0,"relevance_score":null}]}"#,
            // Results with an unknown or repeated index, or an invalid score, are ignored.
            #"{"results":[{"index":7,"relevance_score":1},{"index":2,"relevance_score":0.9},{"index":-1},{"index":2,"relevance_score":0},{"relevance_score":1},{"index":"0"},{"index":0,"relevance_score":"high"}]}"#,
        ]
    )
    func forms(reply: String) async throws {
        #expect(try await judged(reply).map(\.index) == [2, 0])
    }

    @Test("the scores of the service are kept")
    func scores() async throws {
        let judgements = try await judged(
            #"{"results":[{"index":1,"relevance_score":-3.5},{"index":0,"relevance_score":2}]}"#
        )
        #expect(judgements == [RerankJudgement(index: 0, score: 2), RerankJudgement(index: 1, score: -3.5)])
    }

    @Test(
        "a reply without a judgement is an error",
        arguments: [
            (#"{"results":[]}"#, "judged none of the 3 passages"), (#"{"results":[{"index":3}]}"#, "judged none"),
            (#"{"results":"none"}"#, "not a list of reranked documents"),
            ("[2] > [1]", "not a list of reranked documents"),
            ("", "not a list of reranked documents"), ("{}", "not a list of reranked documents"),
            (#"{"results":[{"index":1"#, "not a list of reranked documents"),
            (#"{"error":{"message":"model is loading"}}"#, "model is loading"),
        ]
    )
    func malformed(reply: String, words: String) async throws {
        let error = try await failure { try await judged(reply) }
        #expect(error.code == .serviceFailed)
        #expect(error.message.contains(words), "\(error.message)")
    }

    @Test("top_n is left out for good after a refusal")
    func refused() async throws {
        try await withServer { connection in
            while let request = connection.readRequest() {
                if request.json["top_n"] != nil {
                    try connection.respond(
                        422,
                        body: #"{"detail":[{"loc":["body","top_n"],"msg":"Extra inputs are not permitted"}]}"#
                    )
                } else {
                    try connection.respond(body: #"{"results":[{"index":0,"relevance_score":1}]}"#)
                }
            }
        } _: { server in
            let reranker = try reranker(server)
            for _ in 0..<2 { #expect(try await reranker.judge(["a"], for: "b").map(\.index) == [0]) }
            #expect(server.requests.count == 3)
        }
    }

    @Test(
        "a failure is retried, names its settings, and repeats no text of the customer",
        arguments: [
            (500, #"{"message":"cannot rerank 我的订单号是 E-1042"}"#, RAGError.Code.serviceFailed, 2, "failed"),
            (401, #"{"message":"invalid api token"}"#, .keyRefused, 1, "KEFU_RERANKING_API_KEY"),
            (404, #"{"detail":"Not Found"}"#, .notConfigured, 1, "reranking"),
            (429, "{}", .rateLimited, 2, "slow down"),
        ]
    )
    func failing(status: Int, body: String, code: RAGError.Code, requests: Int, words: String) async throws {
        try await withServer { connection in
            while connection.readRequest() != nil {
                try connection.respond(status, ["retry-after-ms": "1"], body: body)
            }
        } _: { server in
            let error = try await failure {
                try await reranker(server, retries: 1).judge(["a"], for: "我的订单号是 E-1042")
            }
            #expect(error.code == code)
            #expect(error.description.contains(words), "\(error.description)")
            #expect(!error.description.contains("E-1042"), "\(error.description)")
            #expect(!error.description.contains("OPENAI_"), "\(error.description)")
            #expect(server.requests.count == requests)
        }
    }

    @Test("a service that never answers times out")
    func silent() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            connection.awaitClose()
        } _: { server in
            let service = OpenAIService(
                endpoint: try Endpoint(server.address),
                client: HTTPClient(NetworkSettings()),
                timeouts: HTTPTimeouts(firstByte: .milliseconds(50)),
                retry: RetryPolicy(maximumRetries: 0)
            )
            let error = try await failure {
                try await OpenAIReranker(name: "m", service: service).judge(["a"], for: "b")
            }
            #expect(error.code == .timedOut)
        }
    }
}

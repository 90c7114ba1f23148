import Foundation
import LoopbackServer
import RAGCore
import Testing

@testable import OpenAIClient

@Suite("Service")
struct OpenAIServiceTests {
    private static let models = #"{"object":"list","data":[{"id":"chat-model"},{"id":"embedding-model"}]}"#

    @Test("the models of a service are listed")
    func list() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.respond(body: Self.models)
        } _: { server in
            let models = try await service(at: server.address + "/").models()
            #expect(models == ["chat-model", "embedding-model"])
            #expect(server.requests.first?.line == "GET /v1/models HTTP/1.1")
        }
    }

    @Test(
        "a service that asks to slow down is asked again after the pause it wants",
        arguments: [
            (["Retry-After": "3"], 3), (["retry-after-ms": "40"], 0.04),
            (["Retry-After": "Tue, 14 Nov 2023 22:13:25 GMT"], 5), (["Retry-After": "3600"], 0.5), ([:], 0.5),
        ] as [([String: String], Double)]
    )
    func slowDown(headers: [String: String], seconds: Double) async throws {
        let pauses = Pauses()
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.respond(429, headers, body: #"{"error":{"message":"slow down"}}"#)
            _ = connection.readRequest()
            try connection.respond(body: Self.models)
        } _: { server in
            let client = HTTPClient(NetworkSettings())
            let models = try await service(at: server.address, client: client, pauses: pauses).models()
            #expect(models.count == 2)
            #expect(pauses.all == [.seconds(seconds)])
            #expect(server.connectionCount == 1)
        }
    }

    @Test("after the last retry the error has the service's message and request id")
    func givenUp() async throws {
        let pauses = Pauses()
        try await withServer { connection in
            while connection.readRequest() != nil {
                let body = #"{"error":{"message":"Rate limit reached.","code":"rate_limit_exceeded"}}"#
                try connection.respond(429, ["x-request-id": "req_77"], body: body)
            }
        } _: { server in
            let error = try await failure { try await service(at: server.address, pauses: pauses).models() }
            #expect(error.code == .rateLimited)
            #expect(
                error.message.hasSuffix("(status 429, rate_limit_exceeded, request req_77): Rate limit reached")
            )
            #expect(pauses.all == [.seconds(0.5), .seconds(1)])
            #expect(server.requests.count == 3)
            let answer = try #require(error.cause as? ErrorResponse)
            #expect(answer.status == 429)
            #expect(answer.requestID == "req_77")
        }
    }

    @Test(
        "each error status has its own message",
        arguments: [
            (
                401, #"{"error":{"message":"Incorrect API key provided: sk-test-***6053."}}"#, .keyRefused,
                "OPENAI_API_KEY", 1
            ),
            (403, "", .keyRefused, "OPENAI_API_KEY", 1),
            (
                404, #"{"error":{"message":"no such model","code":"model_not_found"}}"#, .notConfigured,
                "completion model", 1
            ),
            (400, #"{"message":"Model not exist."}"#, .notConfigured, "completion model", 1),
            (429, #"{"error":{"code":"insufficient_quota"}}"#, .rateLimited, "billing", 1),
            (402, #"{"error":{"message":"Insufficient Balance"}}"#, .rateLimited, "billing", 1),
            (429, "", .rateLimited, "later", 3), (500, "<html>oops</html>", .serviceFailed, "later", 3),
            (503, #"{"error":"loading model"}"#, .serviceFailed, "later", 3), (504, "", .timedOut, "later", 3),
            (400, #"{"detail":"no"}"#, .serviceFailed, "no", 1), (302, "", .notConfigured, "OPENAI_BASE_URL", 1),
        ] as [(Int, String, RAGError.Code, String, Int)]
    )
    func status(status: Int, body: String, code: RAGError.Code, word: String, requests: Int) async throws {
        try await withServer { connection in
            while connection.readRequest() != nil { try connection.respond(status, body: body) }
        } _: { server in
            let error = try await failure { try await chat(service(at: server.address)) }
            #expect(error.code == code)
            #expect(error.description.contains(word))
            #expect(error.message.contains("(status \(status)"))
            #expect(!error.description.contains("sk-test"))
            #expect(server.requests.count == requests)
        }
    }

    @Test("an unreachable service is retried, and the error names its address")
    func unreachable() async throws {
        let port = try Sockets.freePort()
        let pauses = Pauses()
        let error = try await failure {
            try await service(at: "http://127.0.0.1:\(port)/v1", pauses: pauses).models()
        }
        #expect(error.code == .unreachable)
        #expect(error.message.contains("127.0.0.1:\(port) cannot be reached"))
        #expect(error.hint?.contains("OPENAI_BASE_URL") == true)
        #expect(pauses.all.count == 2)
    }

    @Test("a slow service is a timeout")
    func slow() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            connection.awaitClose()
        } _: { server in
            let hasty = HTTPTimeouts(firstByte: .milliseconds(50))
            let pauses = Pauses()
            let error = try await failure {
                try await chat(service(at: server.address, timeouts: hasty, retries: 1, pauses: pauses))
            }
            #expect(error.code == .timedOut)
            #expect(error.message.hasSuffix("did not answer within 50 ms"))
            #expect(pauses.all == [.seconds(0.5)])
        }
    }

    @Test("no error contains the key or the customer's text")
    func secrets() async throws {
        let question = "我的订单 A-1234 什么时候退款？"
        try await withServer { connection in
            while let request = connection.readRequest() {
                let key = request.headers["authorization"] ?? ""
                let quoted =
                    "bad\\nkey \(key), \(testKey.dropLast(3))... asked \(question) \(String(repeating: "x", count: 999))"
                try connection.respond(400, body: #"{"error":{"message":"\#(quoted)"}}"#)
            }
        } _: { server in
            let error = try await failure { try await chat(service(at: server.address), question) }
            let shown = [error.description, "\(error.cause.map { "\($0)" } ?? "")"]
            for text in shown {
                #expect(!text.contains("4f9c2a"))
                #expect(!text.contains("什么时候退款"))
            }
            #expect(!error.description.contains("\n"))
            #expect(error.description.count < 600)
        }
    }

    @Test("requests appear in the trace")
    func trace() async throws {
        try await withServer { connection in
            while connection.readRequest() != nil { try connection.respond(body: Self.models) }
        } _: { server in
            let trace = Trace()
            let traced = try service(at: server.address)
            _ = try await Trace.$current.withValue(trace) { try await traced.models() }
            _ = try await traced.models()
            #expect(trace.steps.map(\.name) == ["model list request sent", "model list reply begun"])
        }
    }
}

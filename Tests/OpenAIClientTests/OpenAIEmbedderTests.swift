import Foundation
import LoopbackServer
import RAGCore
import Synchronization
import Testing

@testable import OpenAIClient

@Suite("Embedder")
struct OpenAIEmbedderTests {
    private func embedder(
        _ server: ScriptedServer,
        dimensions: Int? = nil,
        limits: EmbeddingLimits = EmbeddingLimits(),
        retries: Int = 2
    ) throws -> OpenAIEmbedder {
        OpenAIEmbedder(
            model: EmbeddingModel(name: "embedding-model", dimensions: dimensions),
            service: try service(at: server.address, retries: retries),
            limits: limits
        )
    }

    /// Returns a vector that identifies a text by its length and its first character.
    private static func vector(_ text: String) -> [Float] {
        [Float(text.count), Float(text.unicodeScalars.first?.value ?? 0), 1]
    }

    /// Answers every request with the vectors in reverse order.
    private static func answer(_ connection: Connection, asNumbers: Bool = false) throws {
        while let request = connection.readRequest() {
            let texts = request.json["input"] as? [String] ?? []
            let vectors = texts.enumerated().map { ($0, vector($1)) }
            try connection.respond(body: embeddingReply(vectors.reversed(), asNumbers: asNumbers))
        }
    }

    @Test("embeddings are in the order of the texts, across batches and within them", arguments: [false, true])
    func order(asNumbers: Bool) async throws {
        try await withServer {
            try Self.answer($0, asNumbers: asNumbers)
        } _: { server in
            let texts = (1...25).map { String(repeating: "字", count: $0) }
            let limits = EmbeddingLimits(textsPerRequest: 4, concurrentRequests: 3)
            let embeddings = try await embedder(server, limits: limits).embed(texts, as: .passage)
            #expect(embeddings == texts.map { Embedding(normalizing: Self.vector($0)) })
            #expect(server.requests.count == 7)
            #expect(server.connectionCount < 7, "connections are kept")
        }
    }

    @Test("the request asks for base64 and the given dimensions, and no texts send no request")
    func request() async throws {
        try await withServer {
            try Self.answer($0)
        } _: { server in
            let embedder = try embedder(server, dimensions: 3)
            let none = try await embedder.embed([], as: .passage)
            #expect(none.isEmpty)
            #expect(server.requests.isEmpty)
            _ = try await embedder.embed("退货", as: .query)
            let json = try #require(server.requests.first?.json)
            #expect(json["model"] as? String == "embedding-model")
            #expect(json["input"] as? [String] == ["退货"])
            #expect(json["dimensions"] as? Int == 3)
            #expect(json["encoding_format"] as? String == "base64")
        }
    }

    @Test("base64 is left out for good after a refusal")
    func refusedFormat() async throws {
        try await withServer { connection in
            while let request = connection.readRequest() {
                if request.json["encoding_format"] != nil {
                    try connection.respond(400, body: #"{"message":"encoding_format base64 is not supported"}"#)
                } else {
                    try connection.respond(body: embeddingReply([(0, [1, 2])], asNumbers: true))
                }
            }
        } _: { server in
            let embedder = try embedder(server)
            for _ in 0..<2 {
                let embedding = try await embedder.embed("a", as: .query)
                #expect(embedding == Embedding(normalizing: [1, 2]))
            }
            #expect(server.requests.count == 3)
        }
    }

    @Test("a long text is embedded in windows that contain all of it")
    func longText() async throws {
        try await withServer {
            try Self.answer($0)
        } _: { server in
            let text = (1...50).map { "第\($0)条规则说明退货的办法。" }.joined()
            let limits = EmbeddingLimits(tokensPerText: 100)
            let embeddings = try await embedder(server, limits: limits).embed(["a", text, "b"], as: .passage)
            #expect(embeddings.count == 3)
            #expect(embeddings[2] == Embedding(normalizing: Self.vector("b")))
            let sent = server.requests.flatMap { $0.json["input"] as? [String] ?? [] }
            #expect(sent.dropFirst().dropLast().joined() == text)
            #expect(sent.allSatisfy { TokenEstimator.count($0) <= 100 })
            #expect(sent.count > 6)
        }
    }

    @Test("a reply that is cut off is retried")
    func cutOff() async throws {
        let tries = Counter()
        try await withServer { connection in
            _ = connection.readRequest()
            let reply = embeddingReply([(0, [3, 4])])
            if tries.next() == 1 {
                try connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: \(reply.utf8.count)\r\n\r\n" + reply.dropLast(5)
                )
            } else {
                try connection.respond(body: reply)
            }
        } _: { server in
            let embedding = try await embedder(server).embed("a", as: .query)
            #expect(embedding.components == [0.6, 0.8])
            #expect(server.requests.count == 2)
        }
    }

    private static let notANumber = base64([.nan, 1, 2])

    @Test(
        "a reply without exactly one valid vector for each text is an error",
        arguments: [
            (embeddingReply([(0, [1, 2, 3])]), "returned 1 embeddings for 2 texts"),
            (embeddingReply([(0, [1, 2, 3]), (1, [1, 2, 3]), (2, [1, 2, 3])]), "returned 3 embeddings for 2 texts"),
            (embeddingReply([(0, [1, 2, 3]), (0, [1, 2, 3])]), "gave its 2 embeddings wrong indexes"),
            (embeddingReply([(0, [1, 2, 3]), (2, [1, 2, 3])]), "gave its 2 embeddings wrong indexes"),
            (embeddingReply([(0, [1, 2, 3]), (1, [1, 2])]), "returned 2 dimensions instead of 3"),
            (embeddingReply([(0, [1, 2, 3]), (1, [])]), "returned 0 dimensions instead of 3"),
            (embeddingReply([(0, [1, 2, 3]), (1, [.nan, 1, 2])]), "not finite"),
            (embeddingReply([(0, [1, 2, 3]), (1, [0, 0, 0])]), "is zero or not finite"),
            (#"{"data":[{"index":0,"embedding":"AAAA"},{"index":1,"embedding":"AAAA"}]}"#, "not a list of embeddings"),
            (
                #"{"data":[{"index":0,"embedding":[1,2,NaN]},{"index":1,"embedding":[1,2,3]}]}"#,
                "not a list of embeddings"
            ),
            (#"{"data":[{"index":0,"embedding":[1,2"#, "not a list of embeddings"), ("", "not a list of embeddings"),
            (#"{"error":{"message":"model is loading"}}"#, "model is loading"),
        ]
    )
    func malformed(reply: String, words: String) async throws {
        try await withServer { connection in
            while connection.readRequest() != nil { try connection.respond(body: reply) }
        } _: { server in
            let error = try await failure { try await embedder(server, dimensions: 3).embed(["a", "b"], as: .passage) }
            #expect(error.code == .serviceFailed)
            #expect(error.message.contains(words))
            #expect(server.requests.count == 1)
        }
    }

    @Test("batches with different dimensions are an error")
    func dimensionOfBatches() async throws {
        let count = Counter()
        try await withServer { connection in
            while connection.readRequest() != nil {
                try connection.respond(body: embeddingReply([(0, count.next() == 1 ? [1, 2] : [1, 2, 3])]))
            }
        } _: { server in
            let limits = EmbeddingLimits(textsPerRequest: 1, concurrentRequests: 1)
            let error = try await failure {
                try await embedder(server, limits: limits).embed(["a", "b"], as: .passage)
            }
            #expect(error.message.contains("dimensions"))
        }
    }

    @Test("no more requests run at the same time than allowed")
    func concurrency() async throws {
        let open = Mutex((now: 0, most: 0))
        try await withServer { connection in
            while connection.readRequest() != nil {
                open.withLock { open in
                    open.now += 1
                    open.most = max(open.most, open.now)
                }
                sched_yield()
                open.withLock { $0.now -= 1 }
                try connection.respond(body: embeddingReply([(0, [1, 2])]))
            }
        } _: { server in
            let limits = EmbeddingLimits(textsPerRequest: 1, concurrentRequests: 3)
            let texts = (0..<60).map(String.init)
            _ = try await embedder(server, limits: limits).embed(texts, as: .passage)
            #expect(server.requests.count == 60)
            #expect(open.withLock { $0.most } <= 3)
        }
    }
}

import Foundation
import LoopbackServer
import RAGCore
import Synchronization
import Testing

@testable import OpenAIClient

@Suite("Batches at the provider")
struct OpenAIBatchesTests {
    private static func description(
        _ status: String,
        id: String = "batch_1",
        input: String = "file-in",
        more: String = ""
    ) -> String {
        #"{"id":"\#(id)","object":"batch","status":"\#(status)","input_file_id":"\#(input)"\#(more)}"#
    }

    private static func answer(_ id: String, _ text: String) -> String {
        #"{"id":"b","custom_id":"\#(id)","response":{"status_code":200,"body":{"choices":[{"index":0,"message":{"role":"assistant","content":"\#(text)"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":2}}},"error":null}"#
    }

    private func temporaryFolder() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "kefu-batches-\(UUID().uuidString)")
    }

    private func batches(_ server: ScriptedServer, retries: Int = 2, pauses: Pauses = Pauses()) throws -> OpenAIBatches
    {
        OpenAIBatches(
            model: "chat-model",
            service: try service(at: server.address, retries: retries, pauses: pauses)
        )
    }

    private func collect(_ replies: AsyncThrowingStream<CompletionBatchReply, any Error>) async throws
        -> [CompletionBatchReply]
    {
        var all: [CompletionBatchReply] = []
        for try await reply in replies { all.append(reply) }
        return all
    }

    @Test("each request is one line with its id, and asks for a whole reply")
    func lines() throws {
        let folder = temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let writer = try BatchRequestFiles(model: "chat-model", folder: folder)
        let request = ChatRequest(messages: [ChatMessage(.user, "退款\n要多久？")], maximumTokens: 40, temperature: 0)
        try writer.add(request, id: "row-1")
        try writer.add(request, id: "row-2")
        let files = try writer.finish()
        let text = try String(contentsOf: try #require(files.first), encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(files.count == 1 && lines.count == 2 && text.hasSuffix("\n"))
        let line = try #require(JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any])
        #expect(line["custom_id"] as? String == "row-2")
        #expect(line["method"] as? String == "POST")
        #expect(line["url"] as? String == "/v1/chat/completions")
        let body = try #require(line["body"] as? [String: Any])
        #expect(body["model"] as? String == "chat-model")
        #expect(body["max_tokens"] as? Int == 40)
        #expect(body["stream"] == nil && body["stream_options"] == nil)
        #expect((body["messages"] as? [[String: String]])?.first?["content"] == "退款\n要多久？")
    }

    @Test("no file exceeds the limits of the service, and none is empty", arguments: [(2, 1_000_000), (100, 500)])
    func split(requests: Int, bytes: Int) throws {
        let folder = temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let limits = BatchRequestFiles.Limits(requests: requests, bytes: bytes)
        let writer = try BatchRequestFiles(model: "m", folder: folder, limits: limits)
        for number in 1...7 { try writer.add(ChatRequest(messages: [ChatMessage(.user, "hello")]), id: "\(number)") }
        let files = try writer.finish()
        var count = 0
        for file in files {
            let data = try Data(contentsOf: file)
            let lines = data.count { $0 == 0x0A }
            #expect((1...requests).contains(lines) && data.count <= bytes)
            count += lines
        }
        #expect(count == 7 && files.count > 1)
        #expect(throws: RAGError.self) {
            try writer.add(
                ChatRequest(messages: [ChatMessage(.user, String(repeating: "x", count: bytes))]),
                id: "large"
            )
        }
        let empty = try BatchRequestFiles(model: "m", folder: folder)
        #expect(try empty.finish().isEmpty)
    }

    @Test("a file is uploaded completely, as a form with the service's field names", arguments: [10, 3_000_000])
    func upload(bytes: Int) async throws {
        let folder = temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "requests-1.jsonl")
        let content = Data((0..<bytes).map { UInt8(truncatingIfNeeded: $0 % 251) })
        try content.write(to: file)
        let tries = Counter()
        try await withServer { connection in
            while connection.readRequest() != nil {
                // The second attempt sends the file from its start.
                if tries.next() == 1 {
                    try connection.respond(503, body: "{}")
                } else {
                    try connection.respond(body: #"{"id":"file-in","object":"file"}"#)
                }
            }
        } _: { server in
            #expect(try await batches(server).upload(file) == "file-in")
            let sent = try #require(server.requests.last)
            #expect(sent.line == "POST /v1/files HTTP/1.1")
            #expect(sent.headers["authorization"] == "Bearer \(testKey)")
            #expect(sent.headers["content-type"]?.hasPrefix("multipart/form-data; boundary=") == true)
            let body = Data(sent.body)
            #expect(body.range(of: content) != nil)
            let words = String(decoding: body.prefix(600), as: UTF8.self)
            #expect(words.contains(#"name="purpose""#) && words.contains("batch"))
            #expect(words.contains(#"name="file"; filename="requests-1.jsonl""#))
            #expect(server.requests.count == 2)
        }
    }

    @Test("a file that is not there is an error, not a hang")
    func missingFile() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
        } _: { server in
            let error = try await failure {
                try await batches(server, retries: 0).upload(URL(filePath: "/nowhere/requests.jsonl"))
            }
            #expect(!error.description.isEmpty)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("a batch is created once, even if the answer to the first request was lost")
    func order() async throws {
        let ordered = Mutex(0)
        try await withServer { connection in
            while let request = connection.readRequest() {
                if request.line.hasPrefix("GET") {
                    let list = ordered.withLock { $0 > 0 ? [Self.description("validating")] : [] }
                    let other = Self.description("completed", id: "batch_0", input: "file-other")
                    try connection.respond(body: #"{"data":[\#(([other] + list).joined(separator: ","))]}"#)
                } else {
                    ordered.withLock { $0 += 1 }
                    return connection.reset()
                }
            }
        } _: { server in
            let batches = try batches(server)
            let error = try await failure { try await batches.start("file-in") }
            #expect(error.code == .serviceFailed)
            #expect(ordered.withLock { $0 } == 1)
            #expect(try await batches.start("file-in") == "batch_1")
            #expect(ordered.withLock { $0 } == 1)
        }
        try await withServer { connection in
            while let request = connection.readRequest() {
                if request.line.hasPrefix("GET") {
                    try connection.respond(body: #"{"data":[],"has_more":false}"#)
                } else {
                    try connection.respond(body: Self.description("validating", id: "batch_7"))
                }
            }
        } _: { server in
            #expect(try await batches(server).start("file-in") == "batch_7")
            let order = try #require(server.requests.last)
            #expect(order.line == "POST /v1/batches HTTP/1.1")
            #expect(order.json["input_file_id"] as? String == "file-in")
            #expect(order.json["endpoint"] as? String == "/v1/chat/completions")
            #expect(order.json["completion_window"] as? String == "24h")
        }
    }

    @Test("every state of a batch is read with its counts", arguments: CompletionBatchStatus.State.allCases)
    func status(state: CompletionBatchStatus.State) async throws {
        let more =
            #","request_counts":{"total":10,"completed":7,"failed":1},"output_file_id":"file-out","error_file_id":null,"expires_at":1700000000"#
        try await withServer { connection in
            while connection.readRequest() != nil {
                try connection.respond(body: Self.description(state.rawValue, more: more))
            }
        } _: { server in
            let status = try await batches(server).status(of: "batch_1")
            #expect(status.state == state)
            #expect((status.total, status.completed, status.failed) == (10, 7, 1))
            #expect(status.outputs == ["file-out"])
            #expect(status.expires == Date(timeIntervalSince1970: 1_700_000_000))
            #expect(server.requests.first?.line == "GET /v1/batches/batch_1 HTTP/1.1")
        }
    }

    @Test("the message of a failed batch gives the reason without the key")
    func failed() async throws {
        let more = #","errors":{"data":[{"code":"x","line":3,"message":"bad key \#(testKey) in line"}]}"#
        try await withServer { connection in
            while connection.readRequest() != nil {
                try connection.respond(body: Self.description("failed", more: more))
            }
        } _: { server in
            let status = try await batches(server).status(of: "batch_1")
            #expect(status.state.isOver)
            #expect(status.message?.hasPrefix("line 3: bad key") == true)
            #expect(status.message?.contains("4f9c") == false)
        }
    }

    @Test("a batch that the service no longer knows, or an invalid id, is a clear error")
    func forgotten() async throws {
        try await withServer { connection in
            while let request = connection.readRequest() {
                if request.path.hasSuffix("batch_1") {
                    try connection.respond(404, body: #"{"error":{"message":"No batch found"}}"#)
                } else {
                    try connection.respond(body: Self.description("dreaming"))
                }
            }
        } _: { server in
            let batches = try batches(server)
            let error = try await failure { try await batches.status(of: "batch_1") }
            #expect(error.code == .failed)
            #expect(error.message.contains("no longer has the batch batch_1"))
            #expect(
                try await failure { try await batches.status(of: "batch_2") }.message.contains("status of the batch")
            )
            #expect(try await failure { try await batches.status(of: "../../secret") }.code == .serviceFailed)
            #expect(server.requests.count == 2)
        }
    }

    @Test("replies carry text, usage and errors, other lines do no harm, and an expired batch returns what was done")
    func replies() async throws {
        let folder = temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let output = [
            Self.answer("row-2", "第二"), "", "no json", Self.answer("row-1", "first"), #"{"custom_id":5}"#,
            #"{"custom_id":"row-4","response":{"status_code":400,"body":{"error":{"message":"too long"}}},"error":null}"#,
            #"{"custom_id":"row-5","response":{"status_code":200,"body":{"choices":[]}}}"#,
        ]
        let errors = #"{"custom_id":"row-3","response":null,"error":{"code":"batch_expired","message":"not in time"}}"#
        try await withServer { connection in
            while let request = connection.readRequest() {
                try connection.respond(
                    body: request.path.contains("file-out") ? output.joined(separator: "\r\n") : errors
                )
            }
        } _: { server in
            let batches = try batches(server)
            let status = CompletionBatchStatus(id: "batch_1", state: .expired, outputs: ["file-out", "file-err"])
            let replies = try await collect(batches.replies(of: status, in: folder))
            #expect(replies.map(\.id) == ["row-2", nil, "row-1", nil, "row-4", "row-5", "row-3"])
            let second = try replies[0].result.get()
            #expect(second == .init(text: "第二", usage: TokenUsage(input: 5, output: 2), reason: "stop"))
            func error(_ index: Int) throws -> RAGError {
                guard case .failure(let error) = replies[index].result else { throw NoFailure() }
                return error
            }
            #expect(try error(4).refusesInput && error(4).message.hasSuffix("too long"))
            #expect(try error(5).code == .serviceFailed)
            #expect(try error(6).code == .timedOut && error(6).message.hasSuffix("not in time"))
            // Files that are in the folder are not downloaded again.
            #expect(try await collect(batches.replies(of: status, in: folder)).count == 7)
            #expect(server.requests.map(\.path) == ["/v1/files/file-out/content", "/v1/files/file-err/content"])
        }
    }

    @Test("a broken download is repeated, and half a file is never used")
    func brokenFetch() async throws {
        let folder = temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let tries = Counter()
        let whole = (0..<5000).map { Self.answer("row-\($0)", "yes") }.joined(separator: "\n")
        try await withServer { connection in
            while connection.readRequest() != nil {
                guard tries.next() > 1 else {
                    try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(whole.utf8.count)\r\n\r\n")
                    try connection.write(String(whole.prefix(100_000)))
                    return
                }
                try connection.respond(body: whole)
            }
        } _: { server in
            let status = CompletionBatchStatus(id: "batch_1", state: .completed, outputs: ["file-out"])
            let once = try batches(server, retries: 0)
            await #expect(throws: RAGError.self) { try await collect(once.replies(of: status, in: folder)) }
            #expect(try await collect(once.replies(of: status, in: folder)).count == 5000)
            #expect(server.requests.count == 2)
        }
    }

    @Test("downloaded files are deleted at the service, and a refusal to delete is tolerated")
    func discarded() async throws {
        try await withServer { connection in
            while let request = connection.readRequest() {
                try connection.respond(request.line.contains("file-out") ? 404 : 200, body: "{\"deleted\": true}")
            }
        } _: { server in
            let status = CompletionBatchStatus(id: "batch_1", state: .completed, outputs: ["file-out", "file-err"])
            try await batches(server).discard("file-in", of: status)
            let asked = ["file-in", "file-out", "file-err"].map { "DELETE /v1/files/\($0) HTTP/1.1" }
            #expect(server.requests.map(\.line) == asked)
        }
    }

    @Test("a batch is cancelled with one request, and its status shows the result")
    func cancel() async throws {
        try await withServer { connection in
            while connection.readRequest() != nil { try connection.respond(body: Self.description("cancelling")) }
        } _: { server in
            try await batches(server).cancel("batch_1")
            #expect(server.requests.map(\.line) == ["POST /v1/batches/batch_1/cancel HTTP/1.1"])
        }
    }
}

import Foundation
import LoopbackServer
import RAGCore
import Testing

@testable import OpenAIClient

@Suite("Streamed completions")
struct ChatStreamTests {
    private static let whole: [ChatEvent] = [
        .text("退货7 days 😀"), .usage(TokenUsage(input: 7, output: 3)), .finished(reason: "stop"),
    ]

    private static let plain: [String] = [delta("退货"), delta("7 days 😀"), stopEvent, usageEvent, "data: [DONE]"]

    private static func joined(_ separator: String) -> String {
        plain.joined(separator: separator) + separator
    }

    private static let variants: [String: String] = [
        "LF": joined("\n\n"),
        "CRLF": joined("\r\n\r\n"),
        "CR": joined("\r\r"),
        "comments": ": hello\n\n" + joined("\n\n: keep-alive\n\n"),
        "other fields": "id: 4\nretry: 10\nevent: message\n" + joined("\n\nid: 5\n") + "\n",
        "no blank after the colon": joined("\n\n").replacingOccurrences(of: "data: ", with: "data:"),
        "data in several lines": joined("\n\n").replacingOccurrences(of: ",\"delta\"", with: ",\ndata: \"delta\""),
        "byte order mark": "\u{FEFF}" + joined("\n\n"),
        "no [DONE], no last empty line": plain.dropLast().joined(separator: "\n\n"),
        "usage in every event": [plain[0], usageEvent, plain[1], usageEvent, stopEvent].joined(separator: "\n\n"),
    ]

    @Test("every variant of the format is read", arguments: variants.keys.sorted())
    func format(variant: String) async throws {
        let body = try #require(Self.variants[variant])
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.beginStream()
            try connection.write(body)
        } _: { server in
            let events = try await chat(service(at: server.address))
            #expect(events == Self.whole)
        }
    }

    @Test("a stream is read byte by byte, even if characters are split")
    func byteByByte() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.beginStream()
            for byte in Self.joined("\r\n\r\n").utf8 { try connection.write([byte]) }
        } _: { server in
            let events = try await chat(service(at: server.address))
            #expect(events == Self.whole)
        }
    }

    @Test("the request asks for a stream with usage")
    func request() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.beginStream()
            try connection.write(Self.joined("\n\n"))
        } _: { server in
            let model = OpenAIChatModel(name: "chat-model", service: try service(at: server.address))
            let messages = [ChatMessage(.system, "Be brief."), ChatMessage(.user, "你好")]
            let request = ChatRequest(messages: messages, maximumTokens: 64, temperature: 0)
            for try await _ in model.reply(to: request) {}
            let sent = try #require(server.requests.first)
            #expect(sent.line == "POST /v1/chat/completions HTTP/1.1")
            #expect(sent.headers["authorization"] == "Bearer \(testKey)")
            #expect(sent.headers["content-type"] == "application/json")
            #expect(sent.json["stream"] as? Bool == true)
            #expect((sent.json["stream_options"] as? [String: Bool])?["include_usage"] == true)
            #expect(sent.json["max_tokens"] as? Int == 64)
            #expect(sent.json["temperature"] as? Double == 0)
            #expect((sent.json["messages"] as? [[String: String]])?.last == ["role": "user", "content": "你好"])
        }
    }

    @Test("a reply as one JSON body is read")
    func plainBody() async throws {
        let body = """
            {"choices":[{"index":0,"message":{"role":"assistant","content":"退货 7 days"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":7,"completion_tokens":3}}
            """
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.respond(body: body)
        } _: { server in
            let events = try await chat(service(at: server.address))
            #expect(events == [.text("退货 7 days"), .usage(TokenUsage(input: 7, output: 3)), .finished(reason: "stop")])
        }
    }

    @Test(
        "an error within the stream carries the service's message",
        arguments: [
            #"data: {"error":{"message":"out of memory","code":500}}"# + "\n\n",
            "event: error\n" + #"data: {"message":"out of memory"}"# + "\n\n",
            #"error: {"code":500,"message":"out of memory"}"# + "\n\n",
            #"{"error":{"message":"out of memory"}}"#,
            #"{"error":"out of memory"}"# + "\n",
            #"data: {"error":{"code":502,"message":"out of memory"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}"#
                + "\n\n",
        ]
    )
    func errorInside(event: String) async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.beginStream()
            try connection.write(delta(shownText) + "\n\n" + event)
        } _: { server in
            let model = OpenAIChatModel(name: "chat-model", service: try service(at: server.address))
            var reply = model.reply(to: ChatRequest(messages: [])).makeAsyncIterator()
            #expect(try await reply.next() == .text(shownText))
            let error = try await failure { try await reply.next() }
            #expect(error.code == .serviceFailed)
            #expect(error.message.contains("failed while it replied: out of memory"))
            #expect(try await reply.next() == nil)
            #expect(server.requests.count == 1)
        }
    }

    @Test("a stream that breaks off is an error and is not retried", arguments: ["clean end", "cut chunk", "reset"])
    func brokenOff(how: String) async throws {
        let isRead = Signal<Void>()
        try await withServer { connection in
            _ = connection.readRequest()
            if how == "clean end" {
                try connection.beginStream()
                try connection.write(delta(shownText) + "\n\n")
            } else {
                try connection.beginChunks()
                try connection.chunk(delta(shownText) + "\n\n")
                if how == "reset" {
                    isRead.wait()
                    connection.reset()
                } else {
                    try connection.write("ff\r\ndata: {")
                }
            }
        } _: { server in
            let model = OpenAIChatModel(name: "chat-model", service: try service(at: server.address))
            var reply = model.reply(to: ChatRequest(messages: [])).makeAsyncIterator()
            #expect(try await reply.next() == .text(shownText))
            isRead.send(())
            let error = try await failure { try await reply.next() }
            #expect(error.code == .serviceFailed)
            #expect(error.message.contains("too early"))
            #expect(server.requests.count == 1)
        }
    }

    @Test("a stream is complete once the service gave a finish reason, even without its end", arguments: [false, true])
    func endless(isSilent: Bool) async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.beginChunks()
            try connection.chunk([Self.plain[0], Self.plain[1], stopEvent, usageEvent, ""].joined(separator: "\n\n"))
            if isSilent { connection.awaitClose() }
        } _: { server in
            // The limit must be long enough for a busy machine that delays a server between two packets.
            let hasty = HTTPTimeouts(idle: .seconds(3))
            let events = try await chat(service(at: server.address, timeouts: hasty))
            #expect(events == Self.whole)
            #expect(server.requests.count == 1)
        }
    }

    @Test("`error: null` is not an error")
    func noError() async throws {
        let body = Self.joined("\n\n").replacingOccurrences(of: #"{"choices""#, with: #"{"error":null,"choices""#)
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.respond(body: body)
        } _: { server in
            let events = try await chat(service(at: server.address))
            #expect(events == Self.whole)
        }
    }

    @Test("a stream that breaks before its first text is retried")
    func retriedBeforeFirstWord() async throws {
        let tries = Counter()
        let pauses = Pauses()
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.beginChunks()
            try connection.chunk(": comment\n\n")
            if tries.next() < 3 { return }
            try connection.chunk(Self.joined("\n\n"))
            try connection.chunk("")
        } _: { server in
            let events = try await chat(service(at: server.address, pauses: pauses))
            #expect(events == Self.whole)
            #expect(pauses.all == [.seconds(0.5), .seconds(1)])
        }
    }

    @Test(
        "a reply that is not a completion is a clear error",
        arguments: [
            "<html>login</html>", "data: {\"choices\": [}\n\n", "{\"choices\": [", "{\"id\":1}", "",
            "nothing of the kind",
        ]
    )
    func malformed(body: String) async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.respond(body: body)
        } _: { server in
            let error = try await failure { try await chat(service(at: server.address)) }
            #expect(error.code == .serviceFailed)
            #expect(server.requests.count == 1)
        }
    }

    @Test("the next request uses the same connection, even if the stream ends after [DONE]")
    func connectionAfterDone() async throws {
        let isRead = Signal<Void>()
        try await withServer { connection in
            while connection.readRequest() != nil {
                try connection.beginChunks()
                try connection.chunk(Self.joined("\n\n"))
                isRead.wait()
                try connection.chunk("")
            }
        } _: { server in
            let own = try service(at: server.address, client: HTTPClient(NetworkSettings()))
            let first = try await chat(own)
            isRead.send(())
            #expect(first == Self.whole)
            // This request opens a connection if the first one has not ended yet. The next one finds an idle
            // connection.
            _ = try await chat(own)
            _ = try await chat(own)
            #expect(server.connectionCount <= 2)
            #expect(server.requests.count == 3)
        }
    }

    @Test("parameters that the model refuses are left out from then on")
    func refusals() async throws {
        try await withServer { connection in
            while let request = connection.readRequest() {
                let json = request.json
                if json["max_tokens"] != nil {
                    let message = "Unsupported parameter: 'max_tokens' is not supported with this model."
                    try connection.respond(400, body: #"{"error":{"message":"\#(message)","param":"max_tokens"}}"#)
                } else if json["temperature"] != nil {
                    try connection.respond(400, body: #"{"error":{"message":"no","param":"temperature"}}"#)
                } else if json["stream_options"] != nil {
                    try connection.respond(422, body: #"{"detail":[{"loc":["body","stream_options"],"msg":"extra"}]}"#)
                } else {
                    try connection.respond(body: Self.joined("\n\n"))
                }
            }
        } _: { server in
            let model = OpenAIChatModel(
                name: "chat-model",
                service: try service(at: server.address, client: HTTPClient(NetworkSettings()))
            )
            let request = ChatRequest(messages: [], maximumTokens: 64, temperature: 0)
            for _ in 0..<2 {
                var events: [ChatEvent] = []
                for try await event in model.reply(to: request) { events.append(event) }
                #expect(events == Self.whole)
            }
            #expect(server.requests.count == 5)
            #expect(server.requests.last?.json["max_completion_tokens"] as? Int == 64)
            #expect(server.connectionCount == 1)
        }
    }
}

import Foundation
import Testing

@testable import Server

@Suite("Hostile requests") struct RawRequestTests {
    /// Sends bytes and returns all that comes back until the service closes the connection or answers.
    private func send(_ text: String, to service: RunningService) async throws -> HTTPReply? {
        try await Blocking.run { [port = service.port] in
            let connection = try HTTPConnection(port: port)
            connection.write(text)
            return connection.reply()
        }
    }

    @Test(
        "requests that are no HTTP are refused or disconnected",
        arguments: [
            "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET\r\n\r\n", "\u{0}\u{0}\u{0}\u{0}\r\n\r\n",
            "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\u{0}b\r\n\r\n",
            "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n X: folded\r\n\r\n",
            // Both lengths, two lengths, and a length that is no number: ways to smuggle a request.
            "POST /v1/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /v1/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}{}{}",
            "POST /v1/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
            "POST /v1/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1x\r\n\r\n{",
            "POST /v1/search HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n",
            "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + String(repeating: "x", count: 100_000) + "\r\n\r\n",
            "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + (0..<500).map { "X-\($0): 1\r\n" }.joined() + "\r\n",
        ]
    )
    func refusesWrongBytes(text: String) async throws {
        try await withService { service in
            let reply = try await send(text, to: service)
            if let reply { #expect((400..<500).contains(reply.status)) }
            #expect(try await service.send("GET", "/v1/models").status == 200)
        }
    }

    @Test("a body of more than 1 MB is refused before it is read, and its bytes are no further request")
    func refusesLargeBodies() async throws {
        try await withService { service in
            let announced = try await send(
                "POST /v1/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000001\r\n\r\n",
                to: service
            )
            #expect(announced?.status == 413)
            #expect(try announced?.errorCode == "request_too_large")
            let chunk = String(repeating: "x", count: 65_536)
            let text =
                "POST /v1/search HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                + String(repeating: "10000\r\n\(chunk)\r\n", count: 17)
            let streamed = try await send(text, to: service)
            #expect(streamed?.status == 413)
            #expect(streamed?.headers["connection"] == "close")
        }
    }

    @Test("a head that drips and a silent connection are cut after the idle time")
    func cutsSlowClients() async throws {
        try await withService(flags: ["server.idle-seconds": "1"]) { service in
            let rests = try await Blocking.run { [port = service.port] in
                let (silent, half) = (try HTTPConnection(port: port), try HTTPConnection(port: port))
                half.write("GET /v1/models HTTP/1.1\r\nHost: 127")
                return [silent.readAll(), half.readAll()]
            }
            #expect(rests.allSatisfy { !$0.hasPrefix("HTTP/1.1 200") })
        }
    }

    @Test("pipelined requests are answered in their order")
    func answersPipelinedRequests() async throws {
        try await withService { service in
            let one = service.request("GET", "/v1/models")
            let replies = try await Blocking.run { [port = service.port] in
                let connection = try HTTPConnection(port: port)
                connection.write(one + service.request("GET", "/nowhere") + one)
                return (0..<3).map { _ in connection.reply()?.status }
            }
            #expect(replies == [200, 404, 200])
        }
    }

    @Test(
        "paths that climb find nothing",
        arguments: [
            "/../etc/passwd", "/assets/../../Package.swift", "/assets/..%2f..%2fPackage.swift", "/assets/%2e%2e/x",
            "//v1/models/x", "/v1/sessions/..", "/assets/", "/%00", "/v1/sessions/%0d%0aX:1",
        ]
    )
    func findsNothingElsewhere(path: String) async throws {
        try await withService { service in
            let reply = try await service.send("GET", path)
            #expect([400, 404].contains(reply.status))
        }
    }

    @Test(
        "a wrong method is told the right ones",
        arguments: [
            ("GET", "/v1/chat/completions", "POST"), ("DELETE", "/v1/models", "GET, HEAD"),
            ("PUT", "/v1/sessions/x", "GET, DELETE, OPTIONS, HEAD"),
        ]
    )
    func namesMethods(method: String, path: String, allowed: String) async throws {
        try await withService { service in
            let reply = try await service.send(method, path)
            #expect(reply.status == 405)
            #expect(
                Set((reply.headers["allow"] ?? "").components(separatedBy: ", ")).isSuperset(
                    of: allowed.components(separatedBy: ", ")
                )
            )
        }
    }

    @Test("hundreds of idle connections hold nobody up")
    func ignoresIdleConnections() async throws {
        try await withService { service in
            let idle = try await Blocking.run { [port = service.port] in
                try (0..<400).map { _ in try HTTPConnection(port: port) }
            }
            #expect(try await service.ask("When do you open").status == 200)
            #expect(idle.count == 400)
        }
    }

    @Test(
        "line breaks in a question, a name and a key change nothing but the answer",
        arguments: [
            "a\r\nSet-Cookie: x=1", "a\n\ndata: [DONE]\n\n", "\u{0}\u{1}\u{7F}", "\u{2028}data: {}",
        ]
    )
    func keepsEventsWhole(question: String) async throws {
        try await withService { service in
            let reply = try await service.ask("退款要多久？" + question, stream: true)
            #expect(reply.headers["set-cookie"] == nil)
            #expect(reply.body.components(separatedBy: "data: [DONE]").count == 2)
            #expect(try !reply.events.isEmpty)
        }
    }
}

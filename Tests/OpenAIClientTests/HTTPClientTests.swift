import Foundation
import LoopbackServer
import Testing

@testable import OpenAIClient

@Suite("HTTP client")
struct HTTPClientTests {
    private func get(
        _ address: String,
        timeouts: HTTPTimeouts = HTTPTimeouts(),
        client: HTTPClient = sharedClient,
        limit: Int = 1 << 20
    ) async throws -> (head: HTTPHead, body: [UInt8]) {
        let url = try #require(URL(string: address))
        return try await client.send(HTTPRequest(method: .get, url: url, timeouts: timeouts), limit: limit)
    }

    /// Expects a request to `address` to fail with `kind`.
    private func expect(
        _ kind: HTTPError.Kind,
        from address: String,
        timeouts: HTTPTimeouts = HTTPTimeouts(),
        client: HTTPClient = sharedClient,
        limit: Int = 1 << 20,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let error = await #expect(throws: HTTPError.self, sourceLocation: location) {
            try await get(address, timeouts: timeouts, client: client, limit: limit)
        }
        #expect(error?.kind == kind, sourceLocation: location)
    }

    @Test("a body is sent, and head and body of the reply are read")
    func roundTrip() async throws {
        try await withServer { connection in
            guard let request = connection.readRequest() else { return }
            try connection.respond(201, ["X-Request-ID": "abc"], body: String(decoding: request.body, as: UTF8.self))
        } _: { server in
            let url = try #require(URL(string: server.address + "/echo?a=b"))
            let body = Data("退货".utf8)
            let request = HTTPRequest(method: .post, url: url, headers: [("X-Name", "value")], body: body)
            let response = try await sharedClient.send(request, limit: 100)
            #expect(response.head.status == 201)
            #expect(response.head["x-request-id"] == "abc")
            #expect(response.body == Array("退货".utf8))
            #expect(server.requests.first?.path == "/v1/echo?a=b")
            #expect(server.requests.first?.headers["x-name"] == "value")
            #expect(server.requests.first?.headers["expect"] == nil)
        }
    }

    @Test("an empty body is sent")
    func emptyBody() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.respond(body: "")
        } _: { server in
            let url = try #require(URL(string: server.address))
            let response = try await sharedClient.send(HTTPRequest(method: .post, url: url), limit: 0)
            #expect(response.body.isEmpty)
            #expect(server.requests.first?.headers["content-length"] == "0")
        }
    }

    @Test("each stage of a request has its own time limit")
    func timeouts() async throws {
        let closed = Signal<Void>()
        try await withServer { connection in
            if let request = connection.readRequest() {
                switch request.path {
                case "service.invalid:443", "/v1/headers": break
                case "/v1/body": try connection.beginStream()
                default:
                    try connection.beginStream()
                    try connection.write("piece")
                }
            }
            connection.awaitClose()
            closed.send(())
        } _: { server in
            // A proxy that does not answer keeps a request connecting.
            let client = HTTPClient(NetworkSettings(httpsProxy: "http://127.0.0.1:\(server.port)"))
            let limit = Duration.milliseconds(80)
            let hasty = HTTPTimeouts(connect: limit)
            let address = "https://service.invalid/v1"
            try await expect(.timedOut(.connect, limit), from: address, timeouts: hasty, client: client)
            await closed.value
            for path in ["/headers", "/body"] {
                let hasty = HTTPTimeouts(firstByte: limit)
                try await expect(.timedOut(.firstByte, limit), from: server.address + path, timeouts: hasty)
            }
            let idle = HTTPTimeouts(idle: limit)
            try await expect(.timedOut(.idle, limit), from: server.address + "/idle", timeouts: idle)
        }
    }

    @Test(
        "names what broke",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n", "HTTP/1.1 200 OK\r\nContent-Le",
            "SSH-2.0-OpenSSH_9.2\r\n",
        ]
    )
    func broken(reply: String) async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.write(reply)
        } _: { server in
            try await expect(.broken, from: server.address)
        }
    }

    @Test("a reset, a refused connection and an unknown host have errors of their own")
    func unreachable() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            connection.reset()
        } _: { server in
            try await expect(.broken, from: server.address)
        }
        let port = try Sockets.freePort()
        try await expect(.cannotConnect, from: "http://127.0.0.1:\(port)/v1")
        // A label of 64 characters is not a valid name, so no resolver is asked for it.
        let name = String(repeating: "x", count: 64)
        try await expect(.cannotResolve, from: "http://\(name).localdomain/v1")
    }

    @Test("a reply over the limit ends the request, whether or not its length is announced")
    func tooLarge() async throws {
        let written = Signal<Int>()
        try await withServer { connection in
            guard let request = connection.readRequest() else { return }
            if request.path == "/v1/announced" {
                try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
                connection.awaitClose()
            } else {
                try connection.beginStream()
                var count = 0
                defer { written.send(count) }
                while true {
                    try connection.write([UInt8](repeating: 0x61, count: 65_536))
                    count += 65_536
                }
            }
        } _: { server in
            try await expect(.tooLarge(1000), from: server.address + "/announced", limit: 1000)
            try await expect(.tooLarge(1 << 20), from: server.address + "/endless", limit: 1 << 20)
            #expect(await written.value < 64 << 20)
        }
    }

    @Test("endless headers end the request")
    func endlessHeaders() async throws {
        let isOver = Signal<Void>()
        try await withServer { connection in
            _ = connection.readRequest()
            defer { isOver.send(()) }
            try connection.write("HTTP/1.1 200 OK\r\n")
            while true { try connection.write("X-More: \(String(repeating: "x", count: 1000))\r\n") }
        } _: { server in
            try await expect(.broken, from: server.address)
            await isOver.value
        }
    }

    @Test("interim replies and trailers are ignored")
    func interim() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n")
            try connection.write(
                "Transfer-Encoding: chunked\r\nTrailer: X-End\r\n\r\n2\r\nok\r\n0\r\nX-End: yes\r\n\r\n"
            )
        } _: { server in
            let response = try await get(server.address)
            #expect(response.head.status == 200)
            #expect(response.head["link"] == nil)
            #expect(response.body == Array("ok".utf8))
        }
    }

    @Test("redirects are not followed")
    func redirect() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.respond(302, ["Location": "/elsewhere"], body: "")
        } _: { server in
            let response = try await get(server.address)
            #expect(response.head.status == 302)
            #expect(server.requests.count == 1)
        }
    }

    @Test("the next request uses the same connection")
    func reuse() async throws {
        try await withServer { connection in
            while connection.readRequest() != nil { try connection.respond(body: "ok") }
        } _: { server in
            let client = HTTPClient(NetworkSettings())
            for _ in 0..<100 { _ = try await get(server.address, client: client) }
            #expect(server.requests.count == 100)
            #expect(server.connectionCount == 1)
        }
    }

    @Test("a request is sent again if a kept connection was closed meanwhile")
    func staleConnection() async throws {
        let isClosing = Signal<Void>()
        try await withServer { connection in
            guard let request = connection.readRequest() else { return }
            try connection.respond(body: "ok")
            guard request.path == "/v1/first" else { return }
            // Reads the next request and closes the connection instead of answering.
            _ = connection.readRequest()
            isClosing.send(())
        } _: { server in
            let client = HTTPClient(NetworkSettings())
            _ = try await get(server.address + "/first", client: client)
            let response = try await get(server.address + "/second", client: client)
            #expect(response.body == Array("ok".utf8))
            await isClosing.value
            #expect(server.connectionCount == 2)
        }
    }

    @Test("64 requests run at the same time")
    func concurrent() async throws {
        let arrived = Counter()
        let allArrived = Signal<Void>()
        try await withServer { connection in
            while let request = connection.readRequest() {
                if arrived.next() == 64 { allArrived.send(()) }
                allArrived.wait()
                try connection.respond(body: request.path)
            }
        } _: { server in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        let response = try await get(server.address + "/\(number)")
                        return response.body == Array("/v1/\(number)".utf8)
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
            #expect(server.connectionCount == 64)
        }
    }

    @Test("deallocation closes the connections")
    func shutdown() async throws {
        let closed = Signal<Void>()
        try await withServer { connection in
            while connection.readRequest() != nil { try connection.respond(body: "ok") }
            closed.send(())
        } _: { server in
            _ = try await get(server.address, client: HTTPClient(NetworkSettings()))
            await closed.value
        }
    }
}

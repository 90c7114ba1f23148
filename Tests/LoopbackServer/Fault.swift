/// A way in which a service misbehaves, acted out on one request after it was read.
package struct Fault: Sendable, CustomStringConvertible {
    /// The name to show.
    package let name: String
    private let play: @Sendable (Connection, GoodReply) throws -> Void

    /// The reply that a service without a fault would give.
    package struct GoodReply: Sendable {
        /// The whole body.
        package let body: String
        /// Whether it is a stream of events.
        package let isStream: Bool

        /// Creates a reply of status 200.
        package init(_ body: String, isStream: Bool = false) {
            (self.body, self.isStream) = (body, isStream)
        }

        /// The header of its media type.
        package var headers: [String: String] {
            ["Content-Type": isStream ? "text/event-stream" : "application/json"]
        }
    }

    /// Describes a fault. When `play` returns, the connection is closed.
    package init(_ name: String, _ play: @escaping @Sendable (Connection, GoodReply) throws -> Void) {
        (self.name, self.play) = (name, play)
    }

    /// Acts it out instead of `reply`.
    package func act(on connection: Connection, insteadOf reply: GoodReply) throws { try play(connection, reply) }

    /// The name.
    package var description: String { name }
}

extension Fault {
    /// Breaks of a connection before or inside a reply.
    package static let breaks = [
        Fault("closes without a reply") { _, _ in },
        Fault("resets") { connection, _ in connection.reset() },
        Fault("closes inside the head") { connection, _ in try connection.write("HTTP/1.1 200 OK\r\nContent-Le") },
        Fault("closes after the head") { connection, reply in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(reply.body.utf8.count)\r\n\r\n")
        },
        Fault("closes inside the body") { connection, reply in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(reply.body.utf8.count)\r\n\r\n")
            try connection.write(String(reply.body.prefix(reply.body.count / 2)))
        },
        Fault("resets inside the body") { connection, reply in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(reply.body.utf8.count)\r\n\r\n")
            try connection.write(String(reply.body.prefix(reply.body.count / 2)))
            connection.reset()
        },
        Fault("closes inside a chunk") { connection, reply in
            try connection.beginChunks()
            try connection.write("ffff\r\n" + reply.body.prefix(reply.body.count / 2))
        },
        Fault("closes between chunks") { connection, reply in
            try connection.beginChunks()
            try connection.chunk(String(reply.body.prefix(reply.body.count / 2)))
        },
        Fault("speaks no HTTP") { connection, _ in try connection.write("SSH-2.0-OpenSSH_9.2\r\n") },
        Fault("sends bytes instead of a head") { connection, _ in
            try connection.write((0..<4_000).map { UInt8(truncatingIfNeeded: $0 &* 37) })
        },
        Fault("sends a head without end") { connection, _ in
            try connection.write("HTTP/1.1 200 OK\r\n")
            for number in 0..<4_000 { try connection.write("X-A\(number): \(String(repeating: "a", count: 200))\r\n") }
        },
        Fault("sends an impossible chunk") { connection, _ in
            try connection.beginChunks()
            try connection.write("zzzz\r\nabc\r\n")
        },
    ]

    /// Waits without end before or inside a reply.
    package static let waits = [
        Fault("says nothing") { connection, _ in connection.awaitClose() },
        Fault("stops inside the head") { connection, _ in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Le")
            connection.awaitClose()
        },
        Fault("stops after the head") { connection, reply in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(reply.body.utf8.count)\r\n\r\n")
            connection.awaitClose()
        },
        Fault("stops inside the body") { connection, reply in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(reply.body.utf8.count)\r\n\r\n")
            try connection.write(String(reply.body.prefix(reply.body.count / 4)))
            connection.awaitClose()
        },
        Fault("sends a byte now and then") { connection, _ in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while true {
                try connection.write(" ")
                connection.pause(milliseconds: 40)
            }
        },
    ]

    /// Whole replies of status 200 that are not what was asked for.
    package static let wrongBodies: [Fault] =
        [
            ("an empty body", ""), ("a blank body", " \r\n "), ("an empty object", "{}"), ("an empty list", "[]"),
            ("null", "null"), ("a number", "17"), ("a text", "\"data\""),
            ("a web page", "<!DOCTYPE html><p>Sign in</p>"),
            ("half of an object", "{\"data\":[{\"index\":0,"),
            ("other types", "{\"data\":\"x\",\"choices\":{},\"results\":7,\"id\":[]}"),
            ("lists of other types", "{\"data\":[7,\"x\",null],\"choices\":[null],\"results\":[[]]}"),
            ("empty lists", "{\"data\":[],\"choices\":[],\"results\":[]}"),
            ("deep lists", String(repeating: "[", count: 100_000)),
            ("deep objects", String(repeating: "{\"data\":", count: 50_000)),
            ("a large number", "{\"data\":[{\"index\":1e999,\"embedding\":[1e999]}]}"),
            ("an error", "{\"error\":{\"message\":\"out of order\",\"type\":\"server_error\"}}"),
        ].map { name, body in
            Fault(name) { connection, reply in try connection.respond(200, reply.headers, body: body) }
        } + [
            Fault("bytes that are no text") { connection, _ in
                let bytes = (0..<3_000).map { UInt8(truncatingIfNeeded: 128 + $0 &* 31) }
                try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\n\r\n")
                try connection.write(bytes)
            },
            Fault("no content") { connection, _ in try connection.write("HTTP/1.1 204 No Content\r\n\r\n") },
        ]

    /// Replies that are larger than any that was asked for.
    package static let tooLarge = [
        Fault("announces a terabyte") { connection, _ in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n{")
            connection.awaitClose()
        },
        Fault("announces more than a number holds") { connection, _ in
            try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n{")
        },
    ]

    /// Returns the fault of answering with `status`, which repeats `said`. `retryAfter` is the value of that header.
    package static func status(_ status: Int, retryAfter: String? = nil, saying said: String) -> Fault {
        Fault("answers \(status)" + (retryAfter.map { ", Retry-After: \($0)" } ?? "")) { connection, _ in
            var headers = ["Content-Type": "application/json"]
            headers["Retry-After"] = retryAfter
            try connection.respond(status, headers, body: "{\"error\":{\"message\":\"\(said)\"}}")
        }
    }

    /// Returns the fault of redirecting to `address`.
    package static func redirect(_ status: Int, to address: String) -> Fault {
        Fault("redirects with \(status)") { connection, _ in
            try connection.respond(status, ["Location": address], body: "")
        }
    }
}

import Foundation
import Synchronization

/// A server on a loopback port that does what its script says, with one thread for each connection.
package final class ScriptedServer: Sendable {
    /// The port that the kernel chose.
    package let port: Int
    /// Nil after the socket is closed, because another socket may then have its number.
    private let listener: Mutex<Int32?>
    private let connections = Mutex<[Int32]>([])
    private let accepted = Mutex(0)
    private let seen = Mutex<[Request]>([])

    /// Calls `script` with each connection on a thread of its own, and closes the connection when it returns.
    package init(_ script: @escaping @Sendable (Connection) throws -> Void) throws {
        let listening: Int32
        (listening, port) = try Sockets.listen()
        listener = Mutex(listening)
        let thread = Thread { [self] in
            while let socket = Sockets.accept(listening) {
                accepted.withLock { $0 += 1 }
                connections.withLock { $0.append(socket) }
                let connection = Connection(socket: socket) { [self] request in seen.withLock { $0.append(request) } }
                Thread { [self] in
                    try? script(connection)
                    // Closing under the lock ensures that `stop` never shuts down another socket with the same number.
                    connections.withLock { open in
                        open.removeAll { $0 == socket }
                        close(socket)
                    }
                }.start()
            }
            listener.withLock { open in
                open = nil
                close(listening)
            }
        }
        thread.start()
    }

    /// Ends all connections.
    package func stop() {
        listener.withLock { if let open = $0 { _ = shutdown(open, Int32(SHUT_RDWR)) } }
        connections.withLock { $0.forEach { _ = shutdown($0, Int32(SHUT_RDWR)) } }
    }

    /// The base address of an OpenAI-compatible service at this server.
    package var address: String { "http://127.0.0.1:\(port)/v1" }
    /// The number of connections so far.
    package var connectionCount: Int { accepted.withLock { $0 } }
    /// The requests that were read so far.
    package var requests: [Request] { seen.withLock { $0 } }
}

/// Runs `body` with a server, and stops the server afterwards.
package func withServer<Result>(
    _ script: @escaping @Sendable (Connection) throws -> Void,
    _ body: (ScriptedServer) async throws -> Result
) async throws -> Result {
    let server = try ScriptedServer(script)
    defer { server.stop() }
    return try await body(server)
}

/// A request that the server has read.
package struct Request: Sendable {
    /// The request line, such as `GET /v1/models HTTP/1.1`.
    package let line: String
    /// Values by lower-case name.
    package let headers: [String: String]
    /// The whole body.
    package let body: [UInt8]

    /// The path of the request line with its query.
    package var path: String { line.split(separator: " ").dropFirst().first.map(String.init) ?? "" }

    /// The body as a JSON object.
    package var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]) ?? [:]
    }
}

/// The server's end of a connection. Its calls block the thread of the script.
package struct Connection: Sendable {
    /// The error for a connection that the client has closed.
    package struct Closed: Error {}

    /// The socket of the connection.
    package let socket: Int32
    let record: @Sendable (Request) -> Void

    /// Reads the next request; nil when the client has closed the connection.
    package func readRequest() -> Request? {
        var bytes: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while !bytes.suffix(4).elementsEqual(end) {
            guard let byte = Sockets.read(socket, 1), !byte.isEmpty else { return nil }
            bytes += byte
        }
        var lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let line = lines.removeFirst()
        var headers: [String: String] = [:]
        for line in lines where line.contains(":") {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        var body: [UInt8] = []
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while body.count < length {
            guard let more = Sockets.read(socket, length - body.count), !more.isEmpty else { return nil }
            body += more
        }
        let request = Request(line: line, headers: headers, body: body)
        record(request)
        return request
    }

    /// Writes text as it is. Throws `Closed`.
    package func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    /// Writes bytes as they are. Throws `Closed`.
    package func write(_ bytes: [UInt8]) throws {
        guard Sockets.write(socket, bytes[...]) else { throw Closed() }
    }

    /// Sends a whole response with its length.
    package func respond(_ status: Int = 200, _ headers: [String: String] = [:], body: String) throws {
        try write(head(status, headers, ["Content-Length": "\(body.utf8.count)"]) + body)
    }

    /// Sends the head of a streamed response that ends with the connection.
    package func beginStream(_ headers: [String: String] = [:]) throws {
        try write(head(200, headers, ["Content-Type": "text/event-stream", "Connection": "close"]))
    }

    /// Sends the head of a streamed response in chunks.
    package func beginChunks() throws {
        try write(head(200, [:], ["Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"]))
    }

    /// Sends one chunk. An empty one ends the response.
    package func chunk(_ text: String) throws {
        try write("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
    }

    /// Waits until the client closes its end.
    package func awaitClose() {
        while let bytes = Sockets.read(socket, 4096), !bytes.isEmpty {}
    }

    /// Waits a while, or until the client closes its end.
    package func pause(milliseconds: Int32) {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        _ = poll(&descriptor, 1, milliseconds)
    }

    /// Ends the connection with a reset when the script returns.
    package func reset() {
        Sockets.resetOnClose(socket)
    }

    private func head(_ status: Int, _ headers: [String: String], _ more: [String: String]) -> String {
        let all = more.merging(headers) { $1 }.map { "\($0.key): \($0.value)\r\n" }.sorted().joined()
        return "HTTP/1.1 \(status) Status\r\n\(all)\r\n"
    }
}

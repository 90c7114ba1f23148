import Foundation
import LoopbackServer

/// A connection to the service, on which tests write bytes as they like. Its calls block.
final class HTTPConnection: @unchecked Sendable {
    private let socket: Int32
    private var buffer: [UInt8] = []

    init(port: Int) throws {
        guard let socket = Sockets.connect(port: port) else { throw TestFailure("no connection to port \(port)") }
        self.socket = socket
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(socket) }

    func write(_ text: String) { _ = Sockets.write(socket, Array(text.utf8)[...]) }

    /// Tells the service that nothing more comes, or that nobody reads any more.
    func leave() { shutdown(socket, Int32(SHUT_RDWR)) }

    /// Reads until the text ends with `end`; what there is where the service closes the connection.
    func read(until end: String) -> String {
        let end = Array(end.utf8)
        var text: [UInt8] = []
        while text.suffix(end.count) != end[...], let byte = next() { text.append(byte) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads until the service closes the connection.
    func readAll() -> String {
        var text: [UInt8] = []
        while let byte = next() { text.append(byte) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads one reply; nil where the connection is closed before it begins.
    func reply() -> HTTPReply? {
        let head = read(until: "\r\n\r\n")
        guard head.hasSuffix("\r\n\r\n") else { return nil }
        var reply = HTTPReply(head: head)
        if let length = reply.headers["content-length"].flatMap({ Int($0) }) {
            var body: [UInt8] = []
            while body.count < length, let byte = next() { body.append(byte) }
            reply.body = String(decoding: body, as: UTF8.self)
        } else if reply.headers["transfer-encoding"] == "chunked" {
            while true {
                let size = Int(read(until: "\r\n").trimmingCharacters(in: .whitespacesAndNewlines), radix: 16) ?? 0
                var chunk: [UInt8] = []
                while chunk.count < size, let byte = next() { chunk.append(byte) }
                reply.body += String(decoding: chunk, as: UTF8.self)
                _ = read(until: "\r\n")
                if size == 0 { break }
            }
        }
        return reply
    }

    private func next() -> UInt8? {
        if buffer.isEmpty { buffer = (Sockets.read(socket, 65_536) ?? []).reversed() }
        return buffer.popLast()
    }
}

/// A reply of the service.
struct HTTPReply: Sendable {
    let status: Int
    /// Values by lower-case name.
    let headers: [String: String]
    var body = ""

    init(head: String) {
        let lines = head.components(separatedBy: "\r\n")
        status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        var headers: [String: String] = [:]
        for line in lines.dropFirst() where line.contains(":") {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        self.headers = headers
    }

    /// The body as JSON.
    var json: JSONValue { get throws { try JSONDecoder().decode(JSONValue.self, from: Data(body.utf8)) } }

    /// The JSON of each event of a stream. `[DONE]` and comments are no events.
    var events: [JSONValue] {
        get throws {
            try body.components(separatedBy: "\n\n").filter { $0.hasPrefix("data: {") }
                .map { try JSONDecoder().decode(JSONValue.self, from: Data($0.dropFirst(6).utf8)) }
        }
    }

    /// The code of the error in the body.
    var errorCode: String? { get throws { try json["error"]["code"].text } }
}

struct TestFailure: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}

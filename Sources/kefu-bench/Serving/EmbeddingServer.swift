import ArgumentParser
import Foundation
import LoopbackServer
import Synchronization

/// A loopback service that returns embeddings at once, so that a benchmark measures everything else.
struct EmbeddingServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embedding-server",
        abstract: "Serve /embeddings on a loopback port, without delay and with meaningless vectors.",
        discussion: """
            Prints its address and serves until its stdin ends. GET /count returns the number of requests and texts \
            so far.
            """
    )

    @Option(help: "The number of components of a vector.")
    var dimensions = 1536

    func run() async throws {
        let replies = EmbeddingReplies(dimensions: dimensions)
        let (listener, port) = try Sockets.listen()
        let thread = Thread {
            while let socket = Sockets.accept(listener) {
                Thread { replies.serve(socket) }.start()
            }
        }
        thread.start()
        FileHandle.standardOutput.write(Data("http://127.0.0.1:\(port)/v1\n".utf8))
        while try FileHandle.standardInput.read(upToCount: 4096)?.isEmpty == false {}
    }
}

/// Replies that are built once and sent repeatedly.
private final class EmbeddingReplies: Sendable {
    private struct Kind: Hashable {
        let count: Int
        let isBase64: Bool
    }

    /// 64 vectors as JSON values: base64 strings and lists of numbers.
    private let base64: [[UInt8]]
    private let numbers: [[UInt8]]
    private let bodies = Mutex<[Kind: [UInt8]]>([:])
    private let asked = Mutex((requests: 0, texts: 0))

    init(dimensions: Int) {
        let vectors = (0..<64).map { Self.vector($0, dimensions: dimensions) }
        base64 = vectors.map { vector in
            let bytes = vector.withUnsafeBytes { Data($0) }
            return Array("\"\(bytes.base64EncodedString())\"".utf8)
        }
        numbers = vectors.map { vector in Array("[\(vector.map(\.description).joined(separator: ","))]".utf8) }
    }

    private static func vector(_ seed: Int, dimensions: Int) -> [Float] {
        (0..<dimensions).map { component in
            let number = (component * 7919 + seed * 104_729) % 2003
            return Float(number) / 1001.5 - 1
        }
    }

    /// Answers requests until the client closes the connection.
    func serve(_ socket: Int32) {
        defer { close(socket) }
        var bytes: [UInt8] = []
        let headEnd = Array("\r\n\r\n".utf8)
        while true {
            var end = bytes.firstRange(of: headEnd)
            while end == nil {
                guard let more = Sockets.read(socket, 1 << 16), !more.isEmpty else { return }
                bytes += more
                end = bytes.firstRange(of: headEnd)
            }
            guard let end else { return }
            let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).lowercased()
            if head.contains("expect: 100-continue") {
                guard Sockets.write(socket, Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)[...]) else { return }
            }
            let length =
                head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
            while bytes.count < end.upperBound + length {
                guard let more = Sockets.read(socket, 1 << 18), !more.isEmpty else { return }
                bytes += more
            }
            let reply = head.hasPrefix("get") ? count() : reply(to: bytes[end.upperBound..<end.upperBound + length])
            bytes.removeFirst(end.upperBound + length)
            let start = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(reply.count)\r\n\r\n"
            guard Sockets.write(socket, (Array(start.utf8) + reply)[...]) else { return }
        }
    }

    private func count() -> [UInt8] {
        let (requests, texts) = asked.withLock { $0 }
        return Array("{\"requests\":\(requests),\"texts\":\(texts)}".utf8)
    }

    private func reply(to body: ArraySlice<UInt8>) -> [UInt8] {
        let (count, isBase64) = Self.texts(in: body)
        asked.withLock { asked in
            asked.requests += 1
            asked.texts += count
        }
        return bodies.withLock { bodies in
            let kind = Kind(count: count, isBase64: isBase64)
            if let body = bodies[kind] { return body }
            let vectors = isBase64 ? base64 : numbers
            var body = Array("{\"object\":\"list\",\"model\":\"bench\",\"data\":[".utf8)
            for index in 0..<count {
                body += Array("\(index > 0 ? "," : ""){\"object\":\"embedding\",\"index\":\(index),\"embedding\":".utf8)
                body += vectors[index % vectors.count] + [UInt8(ascii: "}")]
            }
            body += Array("],\"usage\":{\"prompt_tokens\":\(count),\"total_tokens\":\(count)}}".utf8)
            bodies[kind] = body
            return body
        }
    }

    /// Counts the strings in the list of a request's JSON, and checks whether the request asks for base64.
    private static func texts(in body: ArraySlice<UInt8>) -> (Int, isBase64: Bool) {
        body.withUnsafeBufferPointer { body in
            var (count, listDepth, at) = (0, 0, 0)
            var isBase64 = false
            while at < body.count {
                switch body[at] {
                case UInt8(ascii: "["): listDepth += 1
                case UInt8(ascii: "]"): listDepth -= 1
                case UInt8(ascii: "\""):
                    let start = at + 1
                    at += 1
                    while at < body.count, body[at] != UInt8(ascii: "\"") {
                        at += body[at] == UInt8(ascii: "\\") ? 2 : 1
                    }
                    if listDepth == 1 {
                        count += 1
                    } else if at - start == 6, body[start..<at].elementsEqual("base64".utf8) {
                        isBase64 = true
                    }
                default: break
                }
                at += 1
            }
            return (count, isBase64)
        }
    }
}

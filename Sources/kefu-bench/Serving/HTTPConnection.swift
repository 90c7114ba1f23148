import Foundation
import LoopbackServer

/// The server side of a keep-alive connection. It reads large pieces, so it can serve thousands of requests a second.
final class HTTPConnection {
    private let socket: Int32
    private var bytes = Data()

    private static let headEnd = Data("\r\n\r\n".utf8)

    init(_ socket: Int32) {
        self.socket = socket
    }

    /// Returns the first line and the body of the next request, or nil after the client has closed the connection.
    func request() -> (line: String, body: Data)? {
        var end = bytes.range(of: Self.headEnd)
        while end == nil {
            guard readOn() else { return nil }
            end = bytes.range(of: Self.headEnd)
        }
        guard let end else { return nil }
        let head = String(decoding: bytes[bytes.startIndex..<end.lowerBound], as: UTF8.self)
        let lines = head.components(separatedBy: "\r\n")
        let length =
            lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        let size = end.upperBound - bytes.startIndex + length
        while bytes.count < size {
            guard readOn() else { return nil }
        }
        let body = Data(bytes[(bytes.startIndex + size - length)..<(bytes.startIndex + size)])
        bytes = Data(bytes.dropFirst(size))
        return (lines.first ?? "", body)
    }

    /// Sends a response and returns whether all of it was sent.
    func respond(_ body: Data, status: Int = 200, _ headers: [String: String] = [:]) -> Bool {
        let isStream = body.starts(with: Data("data:".utf8))
        let lines = [
            "HTTP/1.1 \(status) Status", "Content-Type: \(isStream ? "text/event-stream" : "application/json")",
            "Content-Length: \(body.count)",
        ]
        let head = (lines + headers.map { "\($0.key): \($0.value)" }.sorted()).joined(separator: "\r\n") + "\r\n\r\n"
        return Sockets.write(socket, (Array(head.utf8) + Array(body))[...])
    }

    private func readOn() -> Bool {
        guard let more = Sockets.read(socket, 1 << 18), !more.isEmpty else { return false }
        bytes += more
        return true
    }
}

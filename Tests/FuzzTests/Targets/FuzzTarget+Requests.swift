import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore

@testable import Server

extension FuzzTarget {
    /// Requests to the service. The first line is the path with its query, the second `X-Forwarded-For`, the third
    /// `Host`, and what follows the body. NIO reads the HTTP around them.
    static let requests = [
        FuzzTarget("request") { bytes in
            let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            let body = lines.count > 3 ? lines[3] : ""
            readHead(path: lines[0], hops: lines.dropFirst().first ?? "", host: lines.dropFirst(2).first)
            if let chat = await read(ChatRequestBody.self, body, lines[0]) { _ = try? chat.question() }
            if let feedback = await read(FeedbackBody.self, body, lines[0]) { try? feedback.check() }
            if let contact = await read(ContactBody.self, body, lines[0]) { _ = try? contact.contact(at: .distantPast) }
            _ = await read(EmbeddingsBody.self, body, lines[0])
        },
        text("widget-token") { text in
            _ = try? WidgetTokens(secret: "fuzz").caller(with: text, origin: nil, widgets: [])
            _ = try? WidgetTokens(secret: "fuzz").caller(with: WidgetTokens.mark + text, origin: nil, widgets: [])
        },
    ]

    private static func readHead(path: String, hops: String, host: String?) {
        let parameters = QueryParameters(request(path, ""))
        _ = try? parameters.day("from")
        _ = try? parameters.number("limit", default: 1, in: 1...10)
        let proxies = ["10.0.0.0/8", "::1", hops].compactMap(IPNetwork.init)
        var headers = HTTPFields()
        headers[.forwardedFor] = hops
        for peer in ["127.0.0.1", "10.0.0.1", host ?? ""] {
            let client = ClientAddress(peer: IPAddress(peer), host: host, headers: headers, proxies: proxies)
            precondition(!client.isLocal || hops.isEmpty, "a request that was passed on is local")
        }
    }

    private static func read<Body: Decodable>(_ type: Body.Type, _ body: String, _ path: String) async -> Body? {
        var request = request(path, body)
        return try? await JSON.read(type, from: &request)
    }

    private static func request(_ path: String, _ body: String) -> Request {
        let head = HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: path)
        return Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
    }
}

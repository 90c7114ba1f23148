import Foundation
import RAGCore

@testable import OpenAIClient

extension FuzzTarget {
    /// Replies of services.
    static let replies = [
        FuzzTarget("sse") { bytes in
            // The events do not depend on how the bytes are divided.
            precondition(events(in: bytes, step: 1) == events(in: bytes, step: bytes.count), "other events")
        },
        FuzzTarget("chat-reply") { _ = try? JSONDecoder().decode(ChatChunk.self, from: $0) },
        FuzzTarget("embedding-reply") { bytes in
            guard let reply = try? EmbeddingReply(Array(bytes), count: 2) else { return }
            precondition(reply.vectors.count == 2)
        },
        FuzzTarget("rerank-reply") { bytes in
            guard let reply = try? RerankReply(Array(bytes), count: 3) else { return }
            precondition(Set(reply.judgements.map(\.index)).isSubset(of: [0, 1, 2]))
        },
        FuzzTarget("error-reply") { bytes in
            let head = HTTPHead(statusLine: "HTTP/1.1 400 Bad")
            let secrets = Redaction(key: "sk-fuzz-0123456789", texts: ["a customer's words"])
            guard let head else { return }
            let shown = ErrorResponse(head: head, body: Array(bytes), secrets: secrets).description
            precondition(!shown.contains("sk-fuzz-0123456789"), "the key is shown")
        },
        FuzzTarget("batch-line") { bytes in
            _ = BatchOutputLine.reply(in: bytes, subject: "The service", redaction: Redaction())
        },
        FuzzTarget("reasoning") { bytes in
            var filter = ReasoningFilter()
            for byte in bytes { _ = filter.consume(String(decoding: [byte], as: UTF8.self)) }
            _ = filter.finish()
        },
        FuzzTarget("http-head") { bytes in
            var head = HTTPHead(statusLine: "HTTP/1.1 429 Slow")
            for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") { head?.add(String(line)) }
            guard let head else { return }
            let asked = head.retryAfter(now: Date(timeIntervalSince1970: 1_700_000_000)) ?? 1
            precondition(asked > 0 && asked.isFinite)
            _ = RateHints(head, now: Date(timeIntervalSince1970: 1_700_000_000))
        },
    ]

    private static func events(in bytes: Data, step: Int) -> [[UInt8]] {
        var parser = ServerSentEvents()
        var found: [[UInt8]] = []
        let bytes = Array(bytes)
        for start in stride(from: 0, to: bytes.count, by: max(step, 1)) {
            guard (try? parser.append(Array(bytes[start..<min(start + max(step, 1), bytes.count)]))) != nil else {
                return found
            }
            while let event = parser.next() { found.append(Array(event.name.utf8) + event.data) }
        }
        if let event = parser.last() { found.append(Array(event.name.utf8) + event.data) }
        return found
    }
}

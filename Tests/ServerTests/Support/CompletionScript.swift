import Foundation
import LoopbackServer

/// A service on loopback that embeds texts by counting their characters, and completes with what it is told.
struct CompletionScript: Sendable {
    /// The pieces that a completion streams.
    var pieces = ["退款在 3 个工作日内", "到账 [1]。"]
    /// The status of completions.
    var status = 200
    /// Called before the first piece; it may block.
    var beforeReply: @Sendable (Connection) throws -> Void = { _ in }
    /// Called after each piece; it may block.
    var afterPiece: @Sendable (Int) -> Void = { _ in }

    var run: @Sendable (Connection) throws -> Void {
        { connection in
            while let request = connection.readRequest() {
                if request.path.hasSuffix("/embeddings") {
                    try connection.respond(body: try Self.embeddings(request.json["input"] as? [String] ?? []))
                } else if request.path.hasSuffix("/models") {
                    try connection.respond(body: #"{"data": [{"id": "test-model"}]}"#)
                } else {
                    try beforeReply(connection)
                    guard status == 200 else {
                        try connection.respond(status, body: #"{"error": {"message": "secret words of the provider"}}"#)
                        continue
                    }
                    try complete(connection)
                    return
                }
            }
        }
    }

    private func complete(_ connection: Connection) throws {
        try connection.beginStream()
        for (index, piece) in pieces.enumerated() {
            let text = String(decoding: try JSONEncoder().encode(piece), as: UTF8.self)
            try connection.write("data: {\"choices\":[{\"delta\":{\"content\":\(text)}}]}\n\n")
            afterPiece(index)
        }
        try connection.write("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")
        try connection.write(
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":90,\"completion_tokens\":7}}\n\ndata: [DONE]\n\n"
        )
    }

    private static func embeddings(_ texts: [String]) throws -> String {
        let list = texts.enumerated().map { index, text in
            var counts = [Double](repeating: 0.01, count: 64)
            for scalar in text.unicodeScalars { counts[Int(scalar.value % 64)] += 1 }
            return ["index": index, "embedding": counts] as [String: Any]
        }
        return String(decoding: try JSONSerialization.data(withJSONObject: ["data": list]), as: UTF8.self)
    }
}

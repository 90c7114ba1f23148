import Foundation
import LoopbackServer

/// An OpenAI-compatible service on loopback: embeds by counting characters, and completes with what it is told.
enum ModelService {
    /// Answers requests until the connection closes; `reply` are the pieces that a completion streams.
    static func script(reply: [String]) -> @Sendable (Connection) throws -> Void {
        { connection in
            while let request = connection.readRequest() {
                if request.path.hasSuffix("/embeddings") {
                    try connection.respond(body: embeddings(of: request.json["input"] as? [String] ?? []))
                } else {
                    try connection.beginStream()
                    for piece in reply { try connection.write(event(piece)) }
                    try connection.write(
                        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":90,\"completion_tokens\":7}}\n\ndata: [DONE]\n\n"
                    )
                    return
                }
            }
        }
    }

    /// Answers one request for embeddings and closes.
    static func respondOnce(to request: Request, on connection: Connection) throws {
        let body = embeddings(of: request.json["input"] as? [String] ?? [])
        try connection.respond(200, ["Connection": "close"], body: body)
    }

    /// Environment in which this server is the service.
    static func environment(_ server: ScriptedServer, key: String = "sk-test-secret-1234") -> [String: String] {
        ["OPENAI_BASE_URL": server.address, "OPENAI_API_KEY": key, "KEFU_NETWORK_ATTEMPTS": "1"]
    }

    static func event(_ text: String) -> String {
        let object: [String: Any] = ["choices": [["index": 0, "delta": ["content": text]]]]
        let json = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
        return "data: \(String(decoding: json, as: UTF8.self))\n\n"
    }

    /// 64 numbers a text: how often each character, by its value modulo 64, occurs.
    private static func embeddings(of texts: [String]) -> String {
        let list = texts.enumerated().map { index, text in
            var counts = [Double](repeating: 0.01, count: 64)
            for scalar in text.unicodeScalars { counts[Int(scalar.value % 64)] += 1 }
            return ["index": index, "embedding": counts] as [String: Any]
        }
        let json = (try? JSONSerialization.data(withJSONObject: ["data": list])) ?? Data()
        return String(decoding: json, as: UTF8.self)
    }
}

import Foundation

/// What a service says about a failure, in any of the forms that are about.
///
/// OpenAI and most others: `{"error": {"message", "type", "param", "code"}}`; Ollama: `{"error": "..."}`; DashScope and
/// vLLM: `{"message", "code"}`; FastAPI: `{"detail": "..."}` or `{"detail": [{"msg"}]}`.
struct ProviderError: Decodable, Sendable, Hashable {
    private(set) var message: String?
    private(set) var type: String?
    private(set) var code: String?
    private(set) var parameter: String?

    private enum Key: String, CodingKey {
        case error, message, detail, type, code, param, msg
    }

    /// nil where `body` is no JSON object, or says nothing of a failure.
    init?(_ body: some Sequence<UInt8>) {
        guard let report = try? JSONDecoder().decode(ProviderError.self, from: Data(body)) else { return nil }
        self = report
        if message == nil, code == nil, type == nil { return nil }
    }

    init(from decoder: any Decoder) throws {
        let top = try decoder.container(keyedBy: Key.self)
        if let text = try? top.decode(String.self, forKey: .error) {
            message = text
            return
        }
        let fields = (try? top.nestedContainer(keyedBy: Key.self, forKey: .error)) ?? top
        message =
            (try? fields.decode(String.self, forKey: .message))
            ?? (try? fields.decode(String.self, forKey: .detail))
            ?? (try? fields.decode([Detail].self, forKey: .detail))?.first?.msg
        type = try? fields.decode(String.self, forKey: .type)
        parameter = try? fields.decode(String.self, forKey: .param)
        code =
            (try? fields.decode(String.self, forKey: .code))
            ?? (try? fields.decode(Int.self, forKey: .code)).map(String.init)
    }

    private struct Detail: Decodable {
        let msg: String
    }
}

import Foundation

/// The report of a service about a failure, read from any of the usual forms.
///
/// OpenAI and most others: `{"error": {"message", "type", "param", "code"}}`. Ollama: `{"error": "..."}`. DashScope and
/// vLLM: `{"message", "code"}`. FastAPI: `{"detail": "..."}` or `{"detail": [{"loc", "msg"}]}`, which Mistral puts into
/// its `message`. Gemini: OpenAI's form in a list.
struct ProviderError: Decodable, Sendable, Hashable {
    private(set) var message: String?
    private(set) var type: String?
    private(set) var code: String?
    private(set) var parameter: String?

    private enum Key: String, CodingKey {
        case error, message, detail, type, code, param, msg
    }

    /// Returns nil if `body` is not a JSON object, or reports no failure.
    init?(_ body: some Sequence<UInt8>) {
        let (decoder, body) = (JSONDecoder(), Data(body))
        let report =
            (try? decoder.decode(ProviderError.self, from: body))
            ?? (try? decoder.decode([ProviderError].self, from: body))?.first
        guard let report else { return nil }
        self = report
        if message == nil, code == nil, type == nil { return nil }
    }

    init(from decoder: any Decoder) throws {
        let top = try decoder.container(keyedBy: Key.self)
        if let text = try? top.decode(String.self, forKey: .error) {
            message = text
            return
        }
        let fields =
            (try? top.nestedContainer(keyedBy: Key.self, forKey: .error))
            ?? (try? top.nestedContainer(keyedBy: Key.self, forKey: .message)) ?? top
        let detail = (try? fields.decode([Detail].self, forKey: .detail))?.first
        message =
            (try? fields.decode(String.self, forKey: .message))
            ?? (try? fields.decode(String.self, forKey: .detail))
            ?? detail?.msg
        type = try? fields.decode(String.self, forKey: .type)
        parameter = (try? fields.decode(String.self, forKey: .param)) ?? detail?.path
        code =
            (try? fields.decode(String.self, forKey: .code))
            ?? (try? fields.decode(Int.self, forKey: .code)).map(String.init)
    }

    private struct Detail: Decodable {
        let msg: String
        private let loc: [Place]?

        /// The path of the wrong field in the request, such as `body.stream_options`.
        var path: String? { loc?.map(\.name).joined(separator: ".") }

        /// A name, or an index in a list.
        private struct Place: Decodable {
            let name: String

            init(from decoder: any Decoder) throws {
                let value = try decoder.singleValueContainer()
                name = try (try? value.decode(String.self)) ?? String(value.decode(Int.self))
            }
        }
    }
}

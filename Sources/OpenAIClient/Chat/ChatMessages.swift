import Foundation
import RAGCore

/// The body of `POST /chat/completions` (<https://platform.openai.com/docs/api-reference/chat/create>).
struct ChatBody: Encodable {
    let model: String
    let messages: [ChatMessage]
    /// Left out where the reply is to come whole.
    let stream: Bool?
    private(set) var streamOptions: StreamOptions?
    private(set) var maxTokens: Int?
    private(set) var maxCompletionTokens: Int?
    private(set) var temperature: Double?
    /// Names of the optional parameters that are sent and can be left out.
    private(set) var optional: Set<String> = []

    struct StreamOptions: Encodable {
        let includeUsage = true

        enum CodingKeys: String, CodingKey {
            case includeUsage = "include_usage"
        }
    }

    enum CodingKeys: String, CodingKey {
        case model, messages, stream, temperature
        case streamOptions = "stream_options"
        case maxTokens = "max_tokens"
        case maxCompletionTokens = "max_completion_tokens"
    }

    /// Leaves out what the model is known to refuse; in place of a refused `max_tokens` goes `max_completion_tokens`.
    init(_ request: ChatRequest, model: String, without refused: Set<String>, isStreamed: Bool = true) {
        self.model = model
        stream = isStreamed ? true : nil
        messages = request.messages
        if isStreamed, !refused.contains("stream_options") {
            streamOptions = StreamOptions()
            optional.insert("stream_options")
        }
        if let limit = request.maximumTokens {
            if !refused.contains("max_tokens") {
                maxTokens = limit
                optional.insert("max_tokens")
            } else if !refused.contains("max_completion_tokens") {
                maxCompletionTokens = limit
                optional.insert("max_completion_tokens")
            }
        }
        if let temperature = request.temperature, !refused.contains("temperature") {
            self.temperature = temperature
            optional.insert("temperature")
        }
    }
}

/// A piece of a streamed reply, or a whole reply: they differ in `delta` and `message`.
struct ChatChunk: Decodable {
    struct Choice: Decodable {
        struct Text: Decodable {
            let content: String?
        }

        let index: Int?
        let delta: Text?
        let message: Text?
        let finishReason: String?

        enum CodingKeys: String, CodingKey {
            case index, delta, message
            case finishReason = "finish_reason"
        }
    }

    struct Usage: Decodable {
        let promptTokens: Int?
        let completionTokens: Int?

        enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
        }
    }

    /// Anything but null: what it says is read by `ProviderError`.
    private struct Presence: Decodable {
        init(from decoder: any Decoder) {}
    }

    let choices: [Choice]?
    private let usage: Usage?
    private let error: Presence?

    /// The service failed while it replied; OpenRouter says so in a chunk that has choices like any other.
    var isError: Bool { error != nil }

    /// The first choice; we ask for one.
    var choice: Choice? { choices?.first { ($0.index ?? 0) == 0 } }

    var tokens: TokenUsage? {
        guard let input = usage?.promptTokens else { return nil }
        return TokenUsage(input: input, output: usage?.completionTokens ?? 0)
    }
}

import Foundation
import RAGCore

/// The body of `POST /chat/completions` (<https://platform.openai.com/docs/api-reference/chat/create>).
struct ChatBody: Encodable {
    let model: String
    let messages: [ChatMessage]
    /// Nil for a reply that comes as a whole.
    let stream: Bool?
    private(set) var streamOptions: StreamOptions?
    private(set) var maxTokens: Int?
    private(set) var maxCompletionTokens: Int?
    private(set) var temperature: Double?
    /// The names of the optional parameters that are sent and can be left out.
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

    /// Creates the body without the parameters that the model refuses. `max_completion_tokens` replaces a refused
    /// `max_tokens`.
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

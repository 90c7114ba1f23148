/// The purpose of a call, with its words for messages.
enum Purpose: Sendable {
    case embedding, completion, reranking, models, batches

    /// The kind of service, as the subject of a sentence.
    var service: String {
        switch self {
        case .embedding: "embedding service"
        case .completion: "completion service"
        case .reranking: "reranking service"
        case .models: "model service"
        case .batches: "batch service"
        }
    }

    /// The settings for the address of the service and for its key.
    var addressSetting: String { self == .reranking ? "reranking.base-url" : "OPENAI_BASE_URL" }
    var keySetting: String {
        switch self {
        case .reranking: "KEFU_RERANKING_API_KEY"
        case .embedding: "KEFU_EMBEDDING_API_KEY, or OPENAI_API_KEY for api.openai.com and OPENAI_BASE_URL"
        case .completion, .models, .batches:
            "KEFU_COMPLETION_API_KEY, or OPENAI_API_KEY for api.openai.com and OPENAI_BASE_URL"
        }
    }

    /// The kind of model in the settings.
    var role: String {
        switch self {
        case .embedding: "embedding"
        case .completion, .models, .batches: "completion"
        case .reranking: "reranking"
        }
    }

    var sentMark: StaticString {
        switch self {
        case .embedding: "embedding request sent"
        case .completion: "completion request sent"
        case .reranking: "reranking request sent"
        case .models: "model list request sent"
        case .batches: "batch request sent"
        }
    }

    var repliedMark: StaticString {
        switch self {
        case .embedding: "embedding reply begun"
        case .completion: "completion reply begun"
        case .reranking: "reranking reply begun"
        case .models: "model list reply begun"
        case .batches: "batch reply begun"
        }
    }
}

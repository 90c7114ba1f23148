/// What a call is for, as a person would name it.
enum Purpose: Sendable {
    case embedding, completion, reranking, models, batches

    /// Subject of a sentence.
    var service: String {
        switch self {
        case .embedding: "embedding service"
        case .completion: "completion service"
        case .reranking: "reranking service"
        case .models: "model service"
        case .batches: "batch service"
        }
    }

    /// Where a person sets the address of the service, and its key.
    var addressSetting: String { self == .reranking ? "reranking.base-url" : "OPENAI_BASE_URL" }
    var keySetting: String { self == .reranking ? "KEFU_RERANKING_API_KEY" : "OPENAI_API_KEY" }

    /// The model that it asks for, as the settings call it.
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

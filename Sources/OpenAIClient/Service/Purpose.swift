/// What a call is for, as a person would name it.
enum Purpose: Sendable {
    case embedding, completion, models

    /// Subject of a sentence.
    var service: String {
        switch self {
        case .embedding: "embedding service"
        case .completion: "completion service"
        case .models: "model service"
        }
    }

    var sentMark: StaticString {
        switch self {
        case .embedding: "embedding request sent"
        case .completion: "completion request sent"
        case .models: "model list request sent"
        }
    }

    var repliedMark: StaticString {
        switch self {
        case .embedding: "embedding reply begun"
        case .completion: "completion reply begun"
        case .models: "model list reply begun"
        }
    }
}

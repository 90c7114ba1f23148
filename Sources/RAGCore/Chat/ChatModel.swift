/// Completes a conversation.
package protocol ChatModel: Sendable {
    /// The name the provider knows the model by.
    var name: String { get }

    /// Streams the reply as it is written. Nothing is fetched ahead of its reader (back-pressure), and dropping or
    /// cancelling the loop that reads it ends the request. Throws `RAGError`.
    func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error>
}

/// What a completion model is asked.
package struct ChatRequest: Sendable, Hashable {
    package var messages: [ChatMessage]
    /// Most tokens the reply may have; nil for the provider's own limit.
    package var maximumTokens: Int?
    /// 0 for the likeliest words.
    package var temperature: Double?

    package init(messages: [ChatMessage], maximumTokens: Int? = nil, temperature: Double? = nil) {
        self.messages = messages
        self.maximumTokens = maximumTokens
        self.temperature = temperature
    }
}

/// One message of a conversation with a completion model.
package struct ChatMessage: Sendable, Hashable, Codable {
    package enum Role: String, Sendable, Hashable, Codable {
        case system, user, assistant
    }

    package let role: Role
    package let content: String

    package init(_ role: Role, _ content: String) {
        self.role = role
        self.content = content
    }
}

/// A piece of a reply, in the order of arrival.
package enum ChatEvent: Sendable, Hashable {
    /// More text; never half a character.
    case text(String)
    /// Tokens used, where the provider tells.
    case usage(TokenUsage)
    /// The reply is whole, or was cut: `stop`, `length`, `content_filter`, as the provider says; nil where it does not say.
    case finished(reason: String?)
}

/// Tokens a request cost.
package struct TokenUsage: Sendable, Hashable, Codable {
    package var input: Int
    package var output: Int

    package init(input: Int, output: Int) {
        self.input = input
        self.output = output
    }
}

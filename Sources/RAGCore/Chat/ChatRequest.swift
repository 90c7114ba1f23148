/// A request to a completion model.
package struct ChatRequest: Sendable, Hashable {
    /// The messages, system message first.
    package var messages: [ChatMessage]
    /// The most tokens of the reply; nil for the provider's limit.
    package var maximumTokens: Int?
    /// The sampling temperature; 0 for the most probable words, nil for the provider's default.
    package var temperature: Double?

    /// Creates a request.
    package init(messages: [ChatMessage], maximumTokens: Int? = nil, temperature: Double? = nil) {
        self.messages = messages
        self.maximumTokens = maximumTokens
        self.temperature = temperature
    }
}

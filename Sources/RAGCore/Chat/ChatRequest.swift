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

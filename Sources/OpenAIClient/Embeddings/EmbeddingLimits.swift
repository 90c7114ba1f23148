/// Limits of a service for one request for embeddings, and the number of concurrent requests.
package struct EmbeddingLimits: Sendable, Hashable {
    /// The most texts in a request. OpenAI allows 2048 and DashScope 10. Fewer texts make a retry cheaper.
    package var textsPerRequest: Int
    /// The most tokens of all texts in a request. OpenAI allows 300,000.
    package var tokensPerRequest: Int
    /// The most tokens in a text. OpenAI's models take 8,191. A longer text is embedded in windows. For servers that
    /// cut longer texts silently, such as Ollama, set it to the window of the model.
    package var tokensPerText: Int
    /// The most requests in progress at the same time.
    package var concurrentRequests: Int

    /// Raises every limit below 1 to 1.
    package init(
        textsPerRequest: Int = 512,
        tokensPerRequest: Int = 300_000,
        tokensPerText: Int = 8_191,
        concurrentRequests: Int = 4
    ) {
        self.textsPerRequest = max(1, textsPerRequest)
        self.tokensPerRequest = max(1, tokensPerRequest)
        self.tokensPerText = max(1, tokensPerText)
        self.concurrentRequests = max(1, concurrentRequests)
    }
}

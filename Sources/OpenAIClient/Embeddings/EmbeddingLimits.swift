/// What a service accepts in one request for embeddings, and how many requests run side by side.
package struct EmbeddingLimits: Sendable, Hashable {
    /// Texts in a request. OpenAI allows 2048 and DashScope 10; fewer cost less to send again.
    package var textsPerRequest: Int
    /// Tokens in a request, all texts together. OpenAI allows 300,000.
    package var tokensPerRequest: Int
    /// Tokens in a text. OpenAI's models take 8,191; a longer text is embedded in windows. Set it to the model's own
    /// window for servers that cut longer texts without a word, as Ollama does.
    package var tokensPerText: Int
    package var concurrentRequests: Int

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

/// What one service may be asked for at once and in a minute, all workers together.
package struct PacingLimits: Sendable, Hashable {
    /// Most requests under way, a streamed reply counted until its end.
    package var concurrency: Int
    /// Requests and tokens a minute, read and written together; nil where the service is to say it, or to be found out.
    package var requestsPerMinute: Int?
    package var tokensPerMinute: Int?

    package init(concurrency: Int = 32, requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil) {
        self.concurrency = max(1, concurrency)
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
    }
}

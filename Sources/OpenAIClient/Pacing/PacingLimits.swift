/// Limits for the requests to one service, for all workers together.
package struct PacingLimits: Sendable, Hashable {
    /// The most requests in progress. A streamed reply counts until its end.
    package var concurrency: Int
    /// The most requests a minute; nil if the service states it or it shall be learned.
    package var requestsPerMinute: Int?
    /// The most tokens a minute, of prompts and replies together; nil if the service states it or it shall be learned.
    package var tokensPerMinute: Int?

    /// Raises a concurrency below 1 to 1.
    package init(concurrency: Int = 32, requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil) {
        self.concurrency = max(1, concurrency)
        self.requestsPerMinute = requestsPerMinute
        self.tokensPerMinute = tokensPerMinute
    }
}

/// Ends replies that never end by themselves: that send comments, empty parts or a byte a second, or text without end.
struct ReplyLimits: Sendable {
    private let timeouts: HTTPTimeouts
    private let mostBytes: Int
    private var waited = Duration.zero
    private var waitedForWords = Duration.zero
    private var hasWords = false
    private var bytes = 0

    /// Bytes of text that the longest token of a vocabulary has.
    private static let bytesOfToken = 128
    /// The limit of a request without one, in tokens.
    private static let mostTokens = 65_536

    /// Creates limits for a reply of at most `tokens` tokens.
    init(_ timeouts: HTTPTimeouts, tokens: Int?) {
        self.timeouts = timeouts
        mostBytes = (tokens ?? Self.mostTokens) * Self.bytesOfToken
    }

    /// Whether there is more text than the tokens of the request can hold.
    var isTooLong: Bool { bytes > mostBytes }

    /// Counts time that passed without words, or before them. A slow reader of the reply does not count. Throws
    /// `HTTPError`.
    mutating func wait(_ duration: Duration) throws {
        waited += duration
        waitedForWords += duration
        // Services that have no machine free send comments until they begin.
        let idle = hasWords ? timeouts.idle : timeouts.firstByte + timeouts.idle
        if waitedForWords > idle { throw HTTPError(.timedOut(.idle, idle)) }
        if waited > timeouts.whole { throw HTTPError(.timedOut(.whole, timeouts.whole)) }
    }

    /// Counts words of the model, its reasoning included.
    mutating func take(_ words: Int) {
        guard words > 0 else { return }
        hasWords = true
        bytes += words
        waitedForWords = .zero
    }
}

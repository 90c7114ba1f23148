import Foundation

/// When to try again, and after what pause: as the OpenAI SDKs decide it.
///
/// Source: `_should_retry` and `_calculate_retry_timeout` in openai-python's `_base_client.py`.
package struct RetryPolicy: Sendable, Hashable {
    /// Tries after the first; 0 for none.
    package var maximumRetries: Int

    package init(maximumRetries: Int = 2) {
        self.maximumRetries = maximumRetries
    }

    /// First and longest pause of our own, in seconds, and the longest that a service may ask for.
    private static let firstPause = 0.5
    private static let longestPause = 8.0
    private static let longestAsked = 60.0

    /// The pause before the next try; nil where there shall be none.
    /// - Parameters:
    ///   - retries: tries after the first that were made already.
    ///   - jitter: chance, 0 to 1; it shortens a pause of our own by up to a quarter.
    func pause(after failure: CallFailure, retries: Int, now: Date, jitter: Double) -> Duration? {
        guard retries < maximumRetries, isWorthwhile(failure) else { return nil }
        if case .status(let answer) = failure, let asked = answer.head.retryAfter(now: now), asked <= Self.longestAsked
        {
            return .seconds(asked)
        }
        // 2^10 is well past the longest pause, and a larger power could overflow.
        let pause = min(Self.firstPause * Double(1 << min(retries, 10)), Self.longestPause)
        return .seconds(pause * (1 - 0.25 * jitter))
    }

    private func isWorthwhile(_ failure: CallFailure) -> Bool {
        switch failure {
        case .transport(let error):
            switch error.kind {
            case .cannotResolve, .cannotConnect, .proxyFailed, .timedOut, .broken: true
            case .tlsFailed, .certificateFileUnreadable, .tooLarge, .closed: false
            }
        case .status(let answer):
            // No wait fills an account.
            if answer.isOutOfQuota {
                false
            } else {
                switch answer.head["x-should-retry"] {
                case "true": true
                case "false": false
                default: [408, 409, 429].contains(answer.status) || answer.status >= 500
                }
            }
        case .malformed, .stopped: false
        }
    }
}

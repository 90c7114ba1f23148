import Foundation

/// Decides whether and when to retry, by the rules of the OpenAI SDKs.
///
/// Source: `_should_retry` and `_calculate_retry_timeout` in openai-python's `_base_client.py`.
package struct RetryPolicy: Sendable, Hashable {
    /// The number of retries after the first attempt; 0 for none.
    package var maximumRetries: Int

    /// Allows two retries unless told otherwise, like the OpenAI SDKs.
    package init(maximumRetries: Int = 2) {
        self.maximumRetries = maximumRetries
    }

    /// In seconds: the first and the longest pause of this policy, and the longest pause that a service may ask for.
    private static let firstPause = 0.5
    private static let longestPause = 8.0
    private static let longestAsked = 60.0

    /// Returns the pause before the next attempt; nil if there shall be none.
    /// - Parameters:
    ///   - retries: the number of retries so far.
    ///   - jitter: a random number from 0 to 1, which shortens a pause of this policy by up to a quarter.
    func pause(after failure: CallFailure, retries: Int, now: Date, jitter: Double) -> Duration? {
        guard retries < maximumRetries, isWorthwhile(failure) else { return nil }
        if case .status(let answer) = failure, let asked = answer.head.retryAfter(now: now), asked <= Self.longestAsked
        {
            return .seconds(asked)
        }
        // 2^10 is far beyond the longest pause, and a larger power could overflow.
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
            // Waiting does not help if the quota is used up.
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

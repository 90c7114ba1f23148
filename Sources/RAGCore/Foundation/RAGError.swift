/// The error that a person sees: what happened, what to do, and the cause.
package struct RAGError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure, whose raw value is the exit code.
    package enum Code: Int32, Sendable, Hashable {
        /// The work failed for a reason of its own (a file, a disk, a bug).
        case failed = 1
        /// Something must be set up or configured first.
        case notConfigured = 3
        /// A service refused the key.
        case keyRefused = 4
        /// A service could not be reached.
        case unreachable = 5
        /// A service limited the rate of requests until the retries ended.
        case rateLimited = 6
        /// A service did not answer in time.
        case timedOut = 7
        /// A service gave a wrong answer.
        case serviceFailed = 8
        /// A person stopped the work.
        case interrupted = 130
    }

    /// The kind of failure.
    package let code: Code
    /// One sentence that says what happened and where, without a full stop at the end.
    package let message: String
    /// One sentence that says what to do; nil if nothing can be done.
    package let hint: String?
    /// The error that led to this one; nil if there is none.
    package let cause: (any Error)?
    /// Whether a service refused these texts, so that it may accept others.
    package let refusesInput: Bool

    /// Creates an error.
    package init(
        _ code: Code,
        _ message: String,
        hint: String? = nil,
        cause: (any Error)? = nil,
        refusesInput: Bool = false
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.cause = cause
        self.refusesInput = refusesInput
    }

    /// Message and hint in one line, each with a full stop, as the program prints them.
    package var description: String {
        [message, hint].compactMap { $0 }.map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
    }
}

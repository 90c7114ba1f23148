/// The one error that reaches a person: what happened, what to do, and what lay beneath.
package struct RAGError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure; decides the exit code.
    package enum Code: Int32, Sendable, Hashable {
        /// The work failed for a reason of its own (a file, a disk, a bug).
        case failed = 1
        /// Something must be set up or configured first.
        case notConfigured = 3
        /// A service refused the key.
        case keyRefused = 4
        /// A service could not be reached.
        case unreachable = 5
        /// A service asks to slow down, and did so until we gave up.
        case rateLimited = 6
        /// A service did not answer in time.
        case timedOut = 7
        /// A service answered, but not as it should.
        case serviceFailed = 8
        /// The person stopped it.
        case interrupted = 130
    }

    package let code: Code
    /// One sentence: what happened, and where. No full stop at the end.
    package let message: String
    /// One sentence: what to do about it.
    package let hint: String?
    package let cause: (any Error)?
    /// Whether a service refused the very texts it was given, so that it may well take others.
    package let refusesInput: Bool

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

    /// `message. hint.` on one line, as the program prints it.
    package var description: String {
        [message, hint].compactMap { $0 }.map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
    }
}

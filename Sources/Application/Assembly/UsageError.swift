/// An error in what the caller asked for, such as a file that holds no questions. Trying again does not help.
package struct UsageError: Error, Sendable, Hashable {
    /// One sentence: what is wrong, and what to give instead. No full stop at the end.
    package let message: String

    /// Creates an error with this message.
    package init(_ message: String) { self.message = message }
}

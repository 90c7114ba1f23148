/// An error that says why a glob pattern is invalid.
package struct GlobError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One sentence without a full stop.
    package let description: String

    init(_ pattern: String, _ reason: String) { description = "The pattern \"\(pattern)\" \(reason)" }
}

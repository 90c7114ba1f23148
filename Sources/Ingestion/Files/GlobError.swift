/// Why a pattern is none.
package struct GlobError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One sentence without a full stop.
    package let description: String

    init(_ pattern: String, _ reason: String) { description = "The pattern \"\(pattern)\" \(reason)" }
}

/// Seconds since the question came.
package struct AnswerTimings: Sendable, Hashable, Codable {
    /// Until the passages were found; nil where no search was made.
    package var search: Double?
    /// Until the first word was shown.
    package var firstWord: Double?
    package var total: Double = 0

    package init() {}
}

/// The times of the steps, in seconds since the question arrived.
package struct AnswerTimings: Sendable, Hashable, Codable {
    /// The time at which the passages were found; nil if no search was made.
    package var search: Double?
    /// The time at which a passage was quoted while the model read; nil if none was.
    package var quote: Double?
    /// The time at which the first text was shown.
    package var firstWord: Double?
    /// The time at which the answer was complete.
    package var total: Double = 0

    /// Creates timings with nothing measured.
    package init() {}
}

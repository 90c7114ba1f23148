import Foundation

/// A person's judgement of an answer.
package struct Feedback: Sendable, Hashable, Codable {
    /// Whether the answer was good.
    package enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        case good, bad
    }

    /// The judgement.
    package let verdict: Verdict
    /// The person's own words; nil if there are none.
    package var words: String?
    /// The time of the judgement.
    package let givenAt: Date

    /// Creates a judgement.
    package init(_ verdict: Verdict, words: String? = nil, at givenAt: Date) {
        self.verdict = verdict
        self.words = words
        self.givenAt = givenAt
    }
}

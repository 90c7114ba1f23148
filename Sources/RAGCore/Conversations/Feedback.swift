import Foundation

/// What a person says of an answer.
package struct Feedback: Sendable, Hashable, Codable {
    package enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        case good, bad
    }

    package let verdict: Verdict
    /// In the person's own words; nil where there are none.
    package var words: String?
    package let givenAt: Date

    package init(_ verdict: Verdict, words: String? = nil, at givenAt: Date) {
        self.verdict = verdict
        self.words = words
        self.givenAt = givenAt
    }
}

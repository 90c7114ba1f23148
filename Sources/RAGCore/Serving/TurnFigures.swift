import Foundation

/// The figures of one turn that statistics are made from. It holds nobody's words.
package struct TurnFigures: Sendable, Hashable {
    /// The time of the question.
    package let askedAt: Date
    /// The decision in the words of the code: `declined`.
    package let decision: String
    /// The last verdict; nil if there is none.
    package let verdict: Feedback.Verdict?
    /// The seconds from the question to the first word of the answer; nil if they are not known.
    package let firstWord: Double?
    /// The tokens that the completion model read and wrote; nil if none was called or it did not report them.
    package let usage: TokenUsage?
    /// The price of the tokens; nil if it is not known.
    package let cost: Double?

    /// Creates the figures of a turn.
    package init(
        askedAt: Date,
        decision: String,
        verdict: Feedback.Verdict?,
        firstWord: Double?,
        usage: TokenUsage?,
        cost: Double?
    ) {
        self.askedAt = askedAt
        self.decision = decision
        self.verdict = verdict
        self.firstWord = firstWord
        self.usage = usage
        self.cost = cost
    }
}

import Foundation

/// One question and all that became of it, as it is kept.
package struct TurnRecord: Sendable, Hashable, Codable {
    /// As it was asked, private data masked where that is set.
    package var question: String
    /// The question as it was searched for; nil where it stood alone.
    package var standaloneQuestion: String?
    /// Language of the question; nil where it has no letters.
    package var language: Language?
    package var askedAt: Date
    /// What the search found, best first.
    package var hits: [HitRecord]
    package var decision: DecisionRecord
    /// The words that were shown.
    package var answer: String
    /// The passages that the answer rests on, by number.
    package var sources: [SourceRecord]
    /// What the check of the answer found wrong with it, a sentence each.
    package var findings: [String]
    /// What took how long, in order.
    package var timings: [StepTiming]
    /// The completion model that wrote the answer; nil where none was called.
    package var model: String?
    package var usage: TokenUsage?
    /// Price of the tokens, in the currency of the prices that are set; nil where none are.
    package var cost: Double?

    package init(
        question: String,
        standaloneQuestion: String? = nil,
        language: Language? = nil,
        askedAt: Date,
        hits: [HitRecord] = [],
        decision: DecisionRecord,
        answer: String,
        sources: [SourceRecord] = [],
        findings: [String] = [],
        timings: [StepTiming] = [],
        model: String? = nil,
        usage: TokenUsage? = nil,
        cost: Double? = nil
    ) {
        self.question = question
        self.standaloneQuestion = standaloneQuestion
        self.language = language
        self.askedAt = askedAt
        self.hits = hits
        self.decision = decision
        self.answer = answer
        self.sources = sources
        self.findings = findings
        self.timings = timings
        self.model = model
        self.usage = usage
        self.cost = cost
    }
}

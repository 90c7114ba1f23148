import Foundation

/// One question with its answer and the steps between, as it is stored.
package struct TurnRecord: Sendable, Hashable, Codable {
    /// The question as it was asked, with private data masked if the settings say so.
    package var question: String
    /// The question as it was searched for; nil if it was complete in itself.
    package var standaloneQuestion: String?
    /// The language of the question; nil if it has no letters.
    package var language: Language?
    /// The time of the question.
    package var askedAt: Date
    /// The passages that the search found, best first.
    package var hits: [HitRecord]
    /// The decision and the evidence for it.
    package var decision: DecisionRecord
    /// The text that the customer saw.
    package var answer: String
    /// The passages that the answer is based on, by number.
    package var sources: [SourceRecord]
    /// The problems that the check of the answer found, one sentence each.
    package var findings: [String]
    /// The duration of each step, in order.
    package var timings: [StepTiming]
    /// The completion model that wrote the answer; nil if none was called.
    package var model: String?
    /// The tokens used; nil if no model was called or the provider did not report them.
    package var usage: TokenUsage?
    /// The price of the tokens, in the currency of the settings; nil if no prices are set.
    package var cost: Double?

    /// Creates a record.
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

/// What was done with a question, and why.
package struct DecisionRecord: Sendable, Hashable, Codable {
    /// What was done, in the words of the code: `answered`, `declined`.
    package let name: String
    /// Why, in the words of the code: `notInDocuments`; nil where there is nothing to say.
    package let reason: String?
    /// Whether the customer was left without an answer that the documents could have given had they held it. Not so where a
    /// greeting was returned, or a person was asked for.
    package let leavesOpen: Bool
    /// What the decision was made from, by name: scores, margins, coverage.
    package let evidence: [String: Double]

    package init(_ name: String, reason: String? = nil, leavesOpen: Bool, evidence: [String: Double] = [:]) {
        self.name = name
        self.reason = reason
        self.leavesOpen = leavesOpen
        self.evidence = evidence
    }
}

/// The kind of answer that a question received, with the reason.
package struct DecisionRecord: Sendable, Hashable, Codable {
    /// The kind of answer in the words of the code: `answered`, `declined`.
    package let name: String
    /// The reason in the words of the code: `not-in-documents`; nil if the decision needs none.
    package let reason: String?
    /// Whether the customer received no answer although the documents could contain one. False for a greeting or a
    /// request for a person.
    package let leavesOpen: Bool
    /// The team that the question was handed over to; nil if none was named.
    package let team: String?
    /// The numbers that the decision was made from, by name: scores, margins, coverage.
    package let evidence: [String: Double]

    /// Creates a record of a decision.
    package init(
        _ name: String,
        reason: String? = nil,
        leavesOpen: Bool,
        team: String? = nil,
        evidence: [String: Double] = [:]
    ) {
        self.name = name
        self.reason = reason
        self.leavesOpen = leavesOpen
        self.team = team
        self.evidence = evidence
    }
}

/// The result of an audit.
package struct AuditReport: Sendable, Encodable {
    /// The number of documents that were read.
    package let documents: Int
    /// The number of passages that were read.
    package let passages: Int
    /// The problems, worst first.
    package let findings: [AuditFinding]
    /// Notes on what was not checked, and why, one sentence each.
    package let notes: [String]
}

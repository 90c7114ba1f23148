/// A stored turn with its place in the session and the feedback on it.
package struct StoredTurn: Sendable, Hashable, Codable {
    /// The id of its session.
    package let session: Session.ID
    /// The place in the session, from 1. A number is never used twice, so that a turn keeps its number when older
    /// ones are removed.
    package let number: Int
    /// The question, the answer and how it was made.
    package let record: TurnRecord
    /// The feedback, oldest first. The last one counts.
    package let feedback: [Feedback]

    /// Creates a stored turn.
    package init(session: Session.ID, number: Int, record: TurnRecord, feedback: [Feedback] = []) {
        self.session = session
        self.number = number
        self.record = record
        self.feedback = feedback
    }
}

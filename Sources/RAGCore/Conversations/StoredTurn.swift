/// A turn that is kept, with its place and what was said of it afterwards.
package struct StoredTurn: Sendable, Hashable, Codable {
    package let session: Session.ID
    /// Its place in the session, from 1; never given twice, so that a turn keeps its number when older ones go.
    package let number: Int
    package let record: TurnRecord
    /// Oldest first; the last one counts.
    package let feedback: [Feedback]

    package init(session: Session.ID, number: Int, record: TurnRecord, feedback: [Feedback] = []) {
        self.session = session
        self.number = number
        self.record = record
        self.feedback = feedback
    }
}

import Answering
import RAGCore

/// An answer, and where it is stored.
struct AnsweredTurn: Sendable {
    let answer: Answer
    /// The session; nil where conversations are not stored.
    let session: Session.ID?
    /// The number of the turn in its session; nil where it is not stored.
    let turn: Int?
}

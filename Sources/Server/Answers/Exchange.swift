import Answering
import Application
import RAGCore

/// A question that was accepted: its conversation, and its place among the others. Dropping it gives the place up.
struct Exchange: Sendable {
    let question: String
    let filter: SearchFilter
    let conversation: RecordedConversation
    let place: AdmissionQueue.Place
    /// nil for a conversation without a session.
    let hold: SessionHolds.Hold?
}

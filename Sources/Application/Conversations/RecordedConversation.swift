import Answering
import RAGCore

/// A conversation, and the stored session that its turns go to. A value: a front end holds one for each customer and
/// passes it to the `TurnRecorder` that all of them share.
package struct RecordedConversation: Sendable {
    /// The turns so far, as the next question needs them.
    package var conversation: Conversation
    /// The session as it was when it was begun or found; nil until the first turn is stored.
    package internal(set) var session: Session?
    /// Number of the last stored turn; nil where there is none.
    package internal(set) var lastTurn: Int?

    /// The owner of the session that it begins; nil for none.
    let owner: String?

    /// Creates a conversation that begins a session of its own, which belongs to `owner`, with its first stored turn.
    package init(_ conversation: Conversation = Conversation(), owner: String? = nil) {
        self.init(conversation, session: nil, lastTurn: nil, owner: owner)
    }

    init(_ conversation: Conversation, session: Session?, lastTurn: Int?, owner: String? = nil) {
        self.conversation = conversation
        self.session = session
        self.lastTurn = lastTurn
        self.owner = owner
    }
}

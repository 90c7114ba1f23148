import Answering
import Application
import RAGCore

/// A turn of the conversation: answered just now, or read from the store.
struct ChatTurn: Sendable {
    let record: TurnRecord
    /// The messages that the completion model was sent; empty for a stored turn, because prompts are not stored.
    let messages: [ChatMessage]

    init(_ answer: Answer, price: TokenPrice?) {
        record = TurnRecord(answer, price: price)
        messages = answer.trace.messages
    }

    init(_ turn: StoredTurn) {
        record = turn.record
        messages = []
    }
}

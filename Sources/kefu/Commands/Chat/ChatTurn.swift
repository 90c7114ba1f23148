import Answering
import Application
import RAGCore

/// One question of the conversation and what became of it, asked just now or taken from the store.
struct ChatTurn: Sendable {
    let record: TurnRecord
    /// What the completion model was sent; empty for a turn of another day, since prompts are not stored.
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

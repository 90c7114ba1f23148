import RAGCore

/// What happens while a question is answered, in order, until the answer is whole.
package enum AnswerEvent: Sendable {
    /// The passages that the answer is written from, best first; not told where none is written.
    case retrieved([SearchHit])
    /// More of the answer's text, as it is to be shown.
    case text(String)
    /// Something the person at the terminal should know; not part of the answer.
    case notice(String)
}

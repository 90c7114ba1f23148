import RAGCore

/// A step of answering a question. Events arrive in order until the answer is complete.
package enum AnswerEvent: Sendable {
    /// The passages that the answer is written from, best first. Not sent if no answer is written.
    case retrieved([SearchHit])
    /// A part of a passage that probably answers the question, while the model reads. It is a source and no part of the
    /// text that follows.
    case quoted(PassageQuote)
    /// The next part of the text that the customer sees.
    case text(String)
    /// All text so far is void: it was reasoning or had a fault. The answer follows.
    case withdrawn
    /// A message for the operator, not part of the answer.
    case notice(String)
}

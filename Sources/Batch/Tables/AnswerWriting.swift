import RAGCore

/// Writes a table of answers, row by row in the order of the questions.
package protocol AnswerWriting {
    /// Adds a row with all that stood in it; `answered` is nil where it has no question. Throws `RAGError`.
    mutating func write(_ row: PlainTable.Row, _ answered: AnsweredRow?) throws

    /// Makes the file whole; nothing is written after it.
    mutating func finish() throws
}

import RAGCore

/// Writes a table of answers row by row, in the order of the questions.
package protocol AnswerWriting {
    /// Appends a row with all its original cells; `answered` is nil if it has no question. Throws `RAGError`.
    mutating func write(_ row: PlainTable.Row, _ answered: AnsweredRow?) throws

    /// Appends a row with all its original cells and those that an analysis adds. Throws `RAGError`.
    mutating func write(_ row: PlainTable.Row, adding cells: [TableCell]) throws

    /// Completes the file; nothing may be written after it. Throws `RAGError`.
    mutating func finish() throws
}

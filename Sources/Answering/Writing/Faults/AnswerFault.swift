/// A fault for which the answer of a small model is withdrawn, and passages are quoted instead.
package enum AnswerFault: String, Sendable, Hashable, Codable, CaseIterable {
    /// A sentence is in another language than the question.
    case wrongLanguage = "wrong-language"
    /// A sentence or a phrase is repeated again and again.
    case repetition
    /// The token limit ended the text.
    case cutOff = "cut-off"
    /// A table has cells that no passage contains.
    case inventedTable = "invented-table"
    /// The text repeats the question, or states that the passages do not answer, although they probably do.
    case noAnswer = "no-answer"
}

import Answering
import RAGCore

/// The columns that follow those of the questions, in order.
package enum AnswerColumn: String, Sendable, Hashable, CaseIterable {
    case answer, decision, reason, team, certainty
    /// The places of the sources, one a line, and the texts of these passages.
    case sources, passages
    case unsupported, language, model
    case inputTokens = "input tokens"
    case outputTokens = "output tokens"
    case cost, seconds
    /// The row of the table whose answer this one shares.
    case sameAs = "same as"
    case error

    /// Returns the cell of a row. `rowNumber` maps a position among the questions to the number of its row in the
    /// table.
    func cell(of row: AnsweredRow, rowNumber: (Int) -> Int?) -> TableCell {
        switch self {
        case .answer: TableCell(row.answer)
        case .decision: TableCell(row.decision?.rawValue)
        case .reason: TableCell(row.reason?.rawValue)
        case .team: TableCell(row.team)
        case .certainty: TableCell(row.certainty, digits: 3)
        case .sources: TableCell(row.sources.map(\.citation).joined(separator: "\n"))
        case .passages: TableCell(row.sources.map { "[\($0.number)] \($0.passage)" }.joined(separator: "\n\n"))
        case .unsupported: TableCell(row.unsupported.joined(separator: "\n"))
        case .language: TableCell(row.language?.rawValue)
        case .model: TableCell(row.model)
        case .inputTokens: TableCell(row.usage?.input)
        case .outputTokens: TableCell(row.usage?.output)
        case .cost: TableCell(row.cost, digits: 6)
        case .seconds: row.sameAs == nil ? TableCell(row.seconds, digits: 3) : .empty
        case .sameAs: TableCell(row.sameAs.flatMap(rowNumber))
        case .error: TableCell(row.error)
        }
    }
}

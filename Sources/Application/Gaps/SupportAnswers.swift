import Foundation
import RAGCore

/// The answers that the support team writes to open questions: rows of a CSV file in the knowledge base, so that no
/// rebuild of the index loses them. A refresh reads its columns as questions, answers and other wordings.
package actor SupportAnswers {
    /// The name of the file in the main folder of the knowledge base.
    package static let fileName = "support-answers.csv"
    private static let header = "question,answer,similar questions\r\n"

    /// Answers that no refresh has read, by the turn whose question they answer, with the number of their row.
    private var pending: [String: (answer: String, row: Int)] = [:]
    private var lastRow = 0

    /// Creates an empty list of answers that wait for a refresh.
    package init() {}

    /// Adds a row at the end of the file in `folder`, which is made with the first one. `turn` names the turn whose
    /// question it answers, in whatever words `question` has it. Returns the number of the row, from 1, without the
    /// header. Throws `RAGError`.
    package func add(question: String, answer: String, wordings: [String], toTurn turn: String, in folder: URL) throws
        -> Int
    {
        let file = folder.appending(path: Self.fileName)
        let cells = [question, answer, wordings.map(Self.onOneLine).joined(separator: " | ")]
        let row = cells.map(Self.cell).joined(separator: ",") + "\r\n"
        do {
            var content = FileManager.default.fileExists(atPath: file.path) ? try Data(contentsOf: file) : Data()
            if content.isEmpty { content = Data(("\u{FEFF}" + Self.header).utf8) }
            if content.last != UInt8(ascii: "\n") { content += Data("\r\n".utf8) }
            let number = Self.rows(in: content)
            try (content + Data(row.utf8)).write(to: file, options: .atomic)
            pending[turn] = (answer, number)
            lastRow = number
            return number
        } catch {
            throw RAGError(
                .failed,
                "The answer cannot be written to \(file.path)",
                hint: "Check that the folder exists and may be written to",
                cause: error
            )
        }
    }

    /// Returns the answer to the question of `turn` that waits for a refresh; nil if none does.
    package func pendingAnswer(toTurn turn: String) -> String? { pending[turn]?.answer }

    /// The number of the last row that was written; a refresh that begins now reads it.
    package var writtenRows: Int { lastRow }

    /// Forgets the answers of the rows up to `row`, which a refresh has read.
    package func forgetPending(upTo row: Int) { pending = pending.filter { $0.value.row > row } }

    /// Returns the number of rows with the header; a line break in quotes ends none (RFC 4180).
    private static func rows(in content: Data) -> Int {
        var isQuoted = false
        return content.reduce(0) { count, byte in
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            return byte == UInt8(ascii: "\n") && !isQuoted ? count + 1 : count
        }
    }

    /// Returns the cell in quotes. A space before a text that a spreadsheet would compute keeps it from that (OWASP,
    /// "CSV Injection"); a refresh drops it.
    private static func cell(_ text: String) -> String {
        let safe = FormulaGuard.guarded(text) == text ? text : " " + text
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    private static func onOneLine(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }
}

import Foundation
import RAGCore

/// A table of unanswered questions for a person to answer: CSV with the columns that a refresh reads as questions,
/// answers and other wordings. A refresh leaves out rows without an answer.
package struct DraftFile: Sendable {
    private let gaps: [KnowledgeGap]

    /// Most other wordings in a row: more add little, and a cell must stay readable.
    private static let wordings = 8

    /// Creates a draft with a row for each gap.
    package init(gaps: [KnowledgeGap]) { self.gaps = gaps }

    /// Header and rows (RFC 4180). The header is in the language of most questions.
    package var text: String {
        let isChinese = gaps.count { $0.language == .chinese } * 2 >= gaps.count
        let header =
            isChinese
            ? ["问题", "答案", "相似问", "提问次数", "最近一次", "相近文档"]
            : ["question", "answer", "similar questions", "times asked", "last asked", "nearest documents"]
        let rows = gaps.map { gap in
            [
                gap.question, "", gap.otherWordings.prefix(Self.wordings).map(Self.onOneLine).joined(separator: " | "),
                String(gap.count), gap.lastAsked.minuteText, gap.nearest.map(\.place).joined(separator: " | "),
            ]
        }
        return ([header] + rows).map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// Writes the table to a new file, with a byte order mark for spreadsheets. Throws `RAGError`, also if the file
    /// exists.
    package func write(to path: String) throws {
        do {
            try Data(("\u{FEFF}" + text).utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
        } catch {
            throw RAGError(
                .failed,
                "The draft \(path) cannot be written",
                hint: "Name a new file in an existing folder that you may write to",
                cause: error
            )
        }
    }

    /// Returns the cell, in quotes if it needs them. A space before a customer's words keeps spreadsheets from
    /// computing them (OWASP, "CSV Injection"); a refresh drops it.
    private static func cell(_ text: String) -> String {
        let text = onOneLine(text)
        let safe = text.first.map { "=+-@\t＝＋－＠".contains($0) } == true ? " " + text : text
        guard safe.contains(where: { "\", ".contains($0) || $0.isNewline }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    private static func onOneLine(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }
}

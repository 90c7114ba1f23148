import Batch
import Foundation
import Ingestion
import RAGCore

/// The file of questions, read whole: its rows with all that stands in them, and which cells are the questions.
package struct BatchInput: Sendable {
    package let table: PlainTable
    package let column: Int
    /// For each row; nil where it is blank.
    package let cells: [BatchQuestion?]
    /// For people: the file's name, or stdin.
    package let name: String
    /// nil for stdin.
    package let url: URL?

    /// Those that are not blank, in order.
    package var questions: [BatchQuestion] { cells.compactMap(\.self) }

    /// Reads the file at `path`, or stdin for `-`. Throws `UsageError` where it holds no questions.
    package init(_ path: String, column choice: String?, sheet: String?) throws {
        url = path == "-" ? nil : URL(filePath: path).absoluteURL
        name = path == "-" ? "stdin" : path
        let bytes: Data
        do {
            bytes = try url.map { try Data(contentsOf: $0) } ?? FileHandle.standardInput.readToEnd() ?? Data()
        } catch {
            throw UsageError("\(name) cannot be read: name a file that is there, or - for stdin")
        }
        do {
            table = try PlainTableReader(sheet: sheet, column: choice).read(bytes, name: url?.lastPathComponent)
            column = try table.questionColumn(named: choice)
        } catch {
            throw UsageError("\(name) \(error)")
        }
        cells = table.questions(in: column)
        guard cells.contains(where: { $0 != nil }) else { throw UsageError("\(name) holds no questions") }
    }
}

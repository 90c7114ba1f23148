import Batch
import Foundation
import Ingestion
import RAGCore

/// A file of questions: all its rows, and the column that holds the questions.
package struct BatchInput: Sendable {
    /// All rows with all their columns.
    package let table: PlainTable
    /// Index of the column of questions, from 0.
    package let column: Int
    /// The question of each row; nil if it is blank.
    package let cells: [BatchQuestion?]
    /// The file's name as it is shown to people; `stdin` for stdin.
    package let name: String
    /// Path of the file; nil for stdin.
    package let url: URL?

    /// The workbook that the questions came from; nil for another file.
    let workbook: WorkbookOrigin?

    /// The questions that are not blank, in the order of the file.
    package var questions: [BatchQuestion] { cells.compactMap(\.self) }

    /// Reads the file at `path`, or stdin for `-`. The column is found by its name unless `choice` names it, and the
    /// first sheet of a workbook is read unless `sheet` names another. Throws `UsageError` if the file cannot be read
    /// or holds no questions.
    package init(_ path: String, column choice: String?, sheet: String?) throws {
        url = path == "-" ? nil : URL(filePath: path).absoluteURL
        name = path == "-" ? "stdin" : path
        let bytes: Data
        do {
            bytes = try url.map { try Data(contentsOf: $0) } ?? FileHandle.standardInput.readToEnd() ?? Data()
        } catch {
            throw UsageError("\(name) cannot be read; name an existing file, or - for stdin")
        }
        do {
            table = try PlainTableReader(sheet: sheet, column: choice).read(bytes, name: url?.lastPathComponent)
            column = try table.questionColumn(named: choice)
        } catch {
            throw UsageError("\(name) \(error)")
        }
        cells = table.questions(in: column)
        workbook = WorkbookOrigin(bytes: bytes, sheet: table.sheetPart, headerRow: table.headerPlace)
        guard cells.contains(where: { $0 != nil }) else { throw UsageError("\(name) holds no questions") }
    }
}

import ArgumentParser
import Batch
import Foundation
import Ingestion
import RAGCore

/// The file of questions, read whole: its rows with all that stands in them, and which cells are the questions.
struct BatchInput: Sendable {
    let table: PlainTable
    let column: Int
    /// For each row; nil where it is blank.
    let cells: [BatchQuestion?]
    /// For people: the file's name, or stdin.
    let name: String
    /// nil for stdin.
    let url: URL?

    /// Those that are not blank, in order.
    var questions: [BatchQuestion] { cells.compactMap(\.self) }

    /// Reads the file at `path`, or stdin for `-`. Throws `ValidationError` where it holds no questions.
    init(_ path: String, column choice: String?, sheet: String?) throws {
        url = path == "-" ? nil : URL(filePath: path).absoluteURL
        name = path == "-" ? "stdin" : path
        let bytes: Data
        do {
            bytes = try url.map { try Data(contentsOf: $0) } ?? FileHandle.standardInput.readToEnd() ?? Data()
        } catch {
            throw ValidationError("\(name) cannot be read: name a file that is there, or - for stdin")
        }
        do {
            table = try PlainTableReader(sheet: sheet, column: choice).read(bytes, name: url?.lastPathComponent)
            column = try table.questionColumn(named: choice)
        } catch {
            throw ValidationError("\(name) \(error)")
        }
        cells = table.questions(in: column)
        guard cells.contains(where: { $0 != nil }) else { throw ValidationError("\(name) holds no questions") }
    }
}

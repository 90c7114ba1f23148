import Batch
import Foundation
import RAGCore

/// Writes the rows of a batch to an `AnswerFile` in the order of the questions, so that a reader can follow while it
/// grows.
///
/// The file of an earlier run is kept until this run has a row that it may lack. Until then rows go to a file beside
/// it, which then replaces it. So the file never becomes shorter and holds no row twice.
struct AnswerFileWriter {
    private let input: BatchInput
    /// nil for stdout.
    private let url: URL?
    /// The file that rows go to: `url`, or the one beside it; nil for stdout.
    private let writing: URL?
    private let handle: FileHandle
    private var writer: any AnswerWriting
    private var isInPlace: Bool
    /// The first row of the input that is not written yet.
    private var next = 0

    /// Opens `file` for the answers to `input`; `notes` are further columns. Throws `RAGError` where it cannot be
    /// written.
    init(_ file: AnswerFile, for input: BatchInput, notes: [AnswerNote] = []) throws {
        self.input = input
        url = file.url
        isInPlace = url.map { !FileManager.default.fileExists(atPath: $0.path) } ?? true
        writing =
            isInPlace
            ? url : url.map { $0.deletingLastPathComponent().appending(path: ".\($0.lastPathComponent).part") }
        if let writing {
            let descriptor = open(writing.path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw Self.failure(file.name) }
            handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        } else {
            handle = .standardOutput
        }
        let table = AnswerTable(input.table, column: input.column, notes: notes)
        writer = try file.writer(of: table, to: handle, copying: input.workbook)
    }

    /// Writes the row of the next question, after the rows without a question before it, and returns its cells. With
    /// `isNew` the row was asked by this run. Throws `RAGError`.
    mutating func write(_ row: AnsweredRow, isNew: Bool) throws -> PlainTable.Row {
        try writeBlanks()
        if isNew { try takePlace() }
        let cells = input.table.rows[next]
        try writer.write(cells, row)
        next += 1
        return cells
    }

    /// The first question that is not written: `question 1235 (line 1236 of questions.csv)`.
    var nextPlace: String {
        let question = input.cells[next...].lazy.compactMap(\.self).first
        return question.map { "question \($0.row + 1) (line \($0.place) of \(input.name))" } ?? "the end"
    }

    private mutating func writeBlanks() throws {
        while next < input.cells.count, input.cells[next] == nil {
            try writer.write(input.table.rows[next], nil)
            next += 1
        }
    }

    /// Replaces the file of the earlier run.
    private mutating func takePlace() throws {
        guard !isInPlace, let url, let writing else { return }
        guard rename(writing.path, url.path) == 0 else { throw Self.failure(url.path) }
        isInPlace = true
    }

    /// Ends the file. With `isComplete` every row is written and the file of the earlier run is replaced; otherwise a
    /// file that has not replaced it is removed, because it holds less. Throws `RAGError`.
    mutating func close(isComplete: Bool) throws {
        if isComplete {
            try writeBlanks()
            try takePlace()
        }
        if isInPlace {
            try writer.finish()
        } else if let writing {
            unlink(writing.path)
        }
    }

    private static func failure(_ name: String) -> RAGError {
        RAGError(
            .failed,
            "The output \(name) cannot be written: \(String(cString: strerror(errno)))",
            hint: "Name a file in an existing folder that you may write to"
        )
    }
}

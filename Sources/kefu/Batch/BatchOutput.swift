import ArgumentParser
import Batch
import Foundation
import RAGCore

/// The file that answers go to, row by row, so that a reader can follow while it grows; or stdout.
///
/// A file that an earlier run has left is written anew beside it, from what is known, and takes its place as soon as a row comes
/// that it may not hold. So it is never shorter than it was, and holds no row twice.
struct BatchOutput {
    /// nil for stdout.
    let url: URL?
    private let writing: URL?
    private let handle: FileHandle
    private var writer: any AnswerWriting
    private var isInPlace: Bool

    /// Opens the output. Throws `RAGError` where it cannot be written.
    init(_ target: BatchTarget, for input: BatchInput, notes: [AnswerNote] = []) throws {
        url = target.url
        isInPlace = url.map { !FileManager.default.fileExists(atPath: $0.path) } ?? true
        writing =
            isInPlace
            ? url : url.map { $0.deletingLastPathComponent().appending(path: ".\($0.lastPathComponent).part") }
        if let writing {
            let descriptor = open(writing.path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw Self.failure(target.name) }
            handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        } else {
            handle = .standardOutput
        }
        writer = target.writer(of: AnswerTable(input.table, column: input.column, notes: notes), to: handle)
    }

    /// Adds the next row; `answered` is nil where it has no question.
    mutating func write(_ row: PlainTable.Row, _ answered: AnsweredRow?) throws { try writer.write(row, answered) }

    /// Takes the place of the file that is there.
    mutating func takePlace() throws {
        guard !isInPlace, let url, let writing else { return }
        guard rename(writing.path, url.path) == 0 else { throw Self.failure(url.path) }
        isInPlace = true
    }

    /// Makes the file whole. What has not taken its place by then, since it holds less, goes.
    mutating func close(isComplete: Bool) throws {
        if isComplete { try takePlace() }
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
            hint: "Name a file in a folder that is there and can be written"
        )
    }
}

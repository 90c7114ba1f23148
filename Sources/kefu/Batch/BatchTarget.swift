import ArgumentParser
import Batch
import Foundation
import RAGCore

/// Where answers are to go and in what form.
struct BatchTarget: Sendable {
    enum Format: String, Sendable, CaseIterable, ExpressibleByArgument { case csv, tsv, xlsx, jsonl }

    /// nil for stdout.
    let url: URL?
    let format: Format
    /// Whether CSV begins with the mark by which Excel knows UTF-8.
    let isMarked: Bool
    /// For people.
    var name: String { url?.path ?? "stdout" }

    /// The form follows from the name unless it is said. Throws `ValidationError` where neither tells, or the input would be overwritten.
    init(_ path: String, format: Format?, isMarked: Bool = false, input: BatchInput) throws {
        url = path == "-" ? nil : URL(filePath: path).absoluteURL
        guard
            let format = format
                ?? (path == "-" ? .csv : Format(rawValue: (path as NSString).pathExtension.lowercased()))
        else {
            throw ValidationError(
                "--output takes a file whose name ends in .csv, .tsv, .xlsx or .jsonl, not '\(path)'; or say --format"
            )
        }
        self.format = format
        self.isMarked = isMarked
        if let url, let read = input.url, url.resolvingSymlinksInPath() == read.resolvingSymlinksInPath() {
            throw ValidationError("--output names the file of questions, which is never overwritten; name another")
        }
        if url?.isFolder == true { throw ValidationError("--output names a folder; name a file in it") }
    }

    /// What writes the form into `handle`.
    func writer(of table: AnswerTable, to handle: FileHandle) -> any AnswerWriting {
        switch format {
        case .csv: DelimitedWriter(table, to: handle, withByteOrderMark: isMarked)
        case .tsv: DelimitedWriter(table, to: handle, form: .tabs)
        case .xlsx: WorkbookWriter(table, to: handle)
        case .jsonl: JSONLinesWriter(table, to: handle)
        }
    }
}

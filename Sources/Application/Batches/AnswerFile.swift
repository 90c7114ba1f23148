import Batch
import Foundation
import RAGCore

/// A file that answers are written to, or stdout, and its format.
package struct AnswerFile: Sendable {
    /// The format of the file; the raw value is its extension.
    package enum Format: String, Sendable, CaseIterable { case csv, tsv, xlsx, jsonl }

    /// Path of the file; nil for stdout.
    package let url: URL?
    /// Format of the file.
    package let format: Format
    /// Whether CSV begins with a byte order mark, by which Excel recognises UTF-8.
    package let hasByteOrderMark: Bool
    /// The path as it is shown to people.
    package var name: String { url?.path ?? "stdout" }

    /// Creates the file at `path`, or stdout for `-`. Without `format` the extension decides. Throws `UsageError` where
    /// neither is known, where `path` is a folder, or where it names the file of questions.
    package init(_ path: String, format: Format?, hasByteOrderMark: Bool = false, input: BatchInput) throws {
        try self.init(path, format: format, hasByteOrderMark: hasByteOrderMark, reading: input.url)
    }

    /// Creates the file at `path`, or stdout for `-`, for a command that reads `source`, which it never overwrites.
    /// Throws `UsageError` as above.
    package init(_ path: String, format: Format? = nil, hasByteOrderMark: Bool = false, reading source: URL?) throws {
        url = path == "-" ? nil : URL(filePath: path).absoluteURL
        guard
            let format = format
                ?? (path == "-" ? .csv : Format(rawValue: (path as NSString).pathExtension.lowercased()))
        else {
            throw UsageError(
                "--output takes a file whose name ends in .csv, .tsv, .xlsx or .jsonl, not '\(path)'; or use --format"
            )
        }
        self.format = format
        self.hasByteOrderMark = hasByteOrderMark
        do {
            try SeparateFiles.check([("the file that is read", source), ("--output", url)])
        } catch {
            throw UsageError("--output names the file that is read, which is never overwritten; name another")
        }
        if url?.isFolder == true { throw UsageError("--output names a folder; name a file in it") }
    }

    /// Returns a writer that writes `table` to `handle` in the format. All rows of `origin`, the workbook that they
    /// came from, go into a copy of it if the format is the same. Throws `RAGError` if a temporary file cannot be
    /// written.
    func writer(of table: AnswerTable, to handle: FileHandle, copying origin: WorkbookOrigin?) throws
        -> any AnswerWriting
    {
        if format == .xlsx, let origin, let writer = try WorkbookCopyWriter(table, of: origin, to: handle) {
            return writer
        }
        return writer(of: table, to: handle)
    }

    /// Returns a writer that writes `table` to `handle` in the format.
    func writer(of table: AnswerTable, to handle: FileHandle) -> any AnswerWriting {
        switch format {
        case .csv: DelimitedWriter(table, to: handle, withByteOrderMark: hasByteOrderMark)
        case .tsv: DelimitedWriter(table, to: handle, form: .tabs)
        case .xlsx: WorkbookWriter(table, to: handle)
        case .jsonl: JSONLinesWriter(table, to: handle)
        }
    }
}

import Batch
import Foundation
import RAGCore

/// A table that an analysis writes: the columns of the texts it read, then its own.
package enum ResultFile {
    /// Writes the texts of `collection` to `file`: for a file all its columns and rows, otherwise text, place and date.
    /// `columns` are the names of the added columns, and `cells` returns their values for the text at a position. A row
    /// without a text gets empty cells. The file appears complete or not at all, and `workspace` notes it. Throws
    /// `RAGError`.
    package static func write(
        _ collection: TextCollection,
        to file: AnswerFile,
        column: Int?,
        adding columns: [String],
        in workspace: Workspace,
        cells: (_ position: Int) -> [TableCell]
    ) throws {
        let table = collection.table ?? collection.plainTable
        let positions = Dictionary(uniqueKeysWithValues: collection.rows.enumerated().map { ($1, $0) })
        let part = file.url.map { $0.deletingLastPathComponent().appending(path: ".\($0.lastPathComponent).part") }
        let handle: FileHandle
        if let part {
            let descriptor = open(part.path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw failure(file.name) }
            handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        } else {
            handle = .standardOutput
        }
        do {
            var writer = file.writer(of: AnswerTable(table, column: column ?? 0, adding: columns), to: handle)
            for (row, line) in table.rows.enumerated() {
                let position = collection.table == nil ? row : positions[row]
                try writer.write(line, adding: position.map(cells) ?? columns.map { _ in .empty })
            }
            try writer.finish()
        } catch {
            if let part { unlink(part.path) }
            throw error
        }
        if let part, let url = file.url, rename(part.path, url.path) != 0 {
            unlink(part.path)
            throw failure(file.name)
        }
        if let url = file.url { OutputRegistry(workspace).note(url.path) }
    }

    private static func failure(_ name: String) -> RAGError {
        RAGError(
            .failed,
            "The output \(name) cannot be written: \(String(cString: strerror(errno)))",
            hint: "Name a file in an existing folder that you may write to"
        )
    }
}

extension TextCollection {
    /// The texts as a table with their places and times.
    fileprivate var plainTable: PlainTable {
        PlainTable(
            header: ["text", "place", "date"],
            rows: records.enumerated().map { number, record in
                PlainTable.Row(
                    [record.asked ?? record.text, record.place, record.date?.minuteText ?? ""],
                    place: number + 2
                )
            }
        )
    }
}

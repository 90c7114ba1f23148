import Application
import ArgumentParser
import Batch
import Foundation

/// `--output`, for analyses that write a table.
struct ResultTableOptions: ParsableArguments {
    @Option(
        name: .customLong("output"),
        help: ArgumentHelp("Write a table: .csv, .tsv, .xlsx or .jsonl; all columns are kept.", valueName: "file"),
        completion: .file()
    )
    var path: String?

    /// Writes the texts with added columns, if a table is wanted. `source` is the file that the texts come from. Throws
    /// `UsageError` and `RAGError`.
    func write(
        _ texts: TextCollection,
        from source: String?,
        adding columns: [String],
        in workspace: Workspace,
        cells: (_ position: Int) -> [TableCell]
    ) throws {
        guard let path else { return }
        let url = source.flatMap { $0 == "-" ? nil : URL(filePath: $0).absoluteURL }
        let file = try AnswerFile(path, reading: url)
        try ResultFile.write(texts, to: file, column: texts.column, adding: columns, in: workspace, cells: cells)
        Console().error("Wrote \(path).")
    }
}

import Foundation
import Ingestion
import RAGCore

/// The search for words in files that are not kefu's own, which a person must edit.
enum OutputSearch {
    private static let tables: Set = ["csv", "tsv", "tab", "xlsx", "jsonl", "json", "ndjson"]

    /// Returns the rows or lines of the file at `path` with a text that `isMatch` finds, from 1, and their cells; nil
    /// if there is none. A file that cannot be read counts as found, without rows.
    static func find(
        in path: String,
        _ isMatch: (String) -> Bool
    ) -> (remainder: ForgetPlan.Remainder, cells: [String])? {
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            return (ForgetPlan.Remainder(path: path, rows: []), [])
        }
        let rows = rows(of: bytes, path: path).filter { $0.cells.contains(where: isMatch) }
        guard !rows.isEmpty else { return nil }
        return (ForgetPlan.Remainder(path: path, rows: rows.map(\.place)), rows.flatMap(\.cells))
    }

    private static func rows(of bytes: Data, path: String) -> [PlainTable.Row] {
        let name = (path as NSString).lastPathComponent
        if tables.contains((name as NSString).pathExtension.lowercased()),
            let table = try? PlainTableReader().read(bytes, name: name)
        {
            return table.rows
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        return lines.enumerated().map { PlainTable.Row([String($1)], place: $0 + 1) }
    }
}

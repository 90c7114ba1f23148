import Answering
import Foundation
import RAGCore

/// Writes answers as JSON Lines, one object a row: the cells of the question as the texts or JSON values they were,
/// then the answer columns, with sources in full. Missing values are null.
package struct JSONLinesWriter: AnswerWriting {
    private let table: AnswerTable
    private let output: OutputHandle
    /// Quoted keys of all columns, in order.
    private let keys: [String]
    private let encoder = JSONEncoder()

    /// Creates a writer for `table`.
    package init(_ table: AnswerTable, to handle: FileHandle) {
        self.table = table
        output = OutputHandle(handle)
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        keys = Self.keys(of: table).map(JSONText.quoted)
    }

    /// Appends a row as one line. Throws `RAGError` if the file cannot be written.
    package mutating func write(_ row: PlainTable.Row, _ answered: AnsweredRow?) throws {
        let cells = table.cells(row, answered, firstRow: 1)
        var members = (0..<table.carried).map { keys[$0] + ":" + Self.carried(row, $0) }
        for place in table.carried..<cells.count {
            switch Self.column(place - table.carried) {
            case .passages: continue
            case .sources: members.append(keys[place] + ":" + (try json(answered?.sources)))
            case .unsupported: members.append(keys[place] + ":" + (try json(answered?.unsupported)))
            default: members.append(keys[place] + ":" + Self.value(cells[place]))
            }
        }
        try output.write("{" + members.joined(separator: ",") + "}\n")
    }

    /// Appends a row as one line. Throws `RAGError` if the file cannot be written.
    package mutating func write(_ row: PlainTable.Row, adding cells: [TableCell]) throws {
        let members =
            (0..<table.carried).map { keys[$0] + ":" + Self.carried(row, $0) }
            + zip(keys[table.carried...], cells).map { $0 + ":" + Self.value($1) }
        try output.write("{" + members.joined(separator: ",") + "}\n")
    }

    /// Does nothing: every line is complete.
    package mutating func finish() throws {}

    private static func column(_ place: Int) -> AnswerColumn? {
        place < AnswerColumn.allCases.count ? AnswerColumn.allCases[place] : nil
    }

    private static func carried(_ row: PlainTable.Row, _ column: Int) -> String {
        guard row.literals.contains(column) else { return JSONText.quoted(row[column]) }
        return row[column].isEmpty ? "null" : row[column]
    }

    private static func value(_ cell: TableCell) -> String {
        switch cell {
        case .empty: "null"
        case .text(let text): JSONText.quoted(text)
        case .number: cell.text
        }
    }

    private func json(_ values: (some Encodable)?) throws -> String {
        try values.map { String(decoding: try encoder.encode($0), as: UTF8.self) } ?? "null"
    }

    /// Returns the keys of all columns. Repeated and empty names get a number; answer columns have `_` for a space.
    private static func keys(of table: AnswerTable) -> [String] {
        var keys: [String] = []
        for (place, name) in table.header.enumerated() {
            let key = place < table.carried ? name : name.replacing(" ", with: "_")
            keys.append(key.isEmpty || keys.contains(key) ? "\(key.isEmpty ? "column" : key) \(place + 1)" : key)
        }
        return keys
    }
}

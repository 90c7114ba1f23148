import Answering
import Foundation
import RAGCore

/// Writes answers as JSON Lines, an object a row: what came with the question, as the texts or the JSON that it was, then ours,
/// sources with all their words. What a row has not is null.
package struct JSONLinesWriter: AnswerWriting {
    private let table: AnswerTable
    private let output: OutputHandle
    /// Of all columns, quoted, in their order.
    private let keys: [String]
    private let encoder = JSONEncoder()

    package init(_ table: AnswerTable, to handle: FileHandle) {
        self.table = table
        output = OutputHandle(handle)
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        keys = Self.keys(of: table).map(JSONText.quoted)
    }

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

    /// Columns of one name, or without any, bear their number as well; ours have `_` for a space.
    private static func keys(of table: AnswerTable) -> [String] {
        var keys: [String] = []
        for (place, name) in table.header.enumerated() {
            let key = place < table.carried ? name : name.replacing(" ", with: "_")
            keys.append(key.isEmpty || keys.contains(key) ? "\(key.isEmpty ? "column" : key) \(place + 1)" : key)
        }
        return keys
    }
}

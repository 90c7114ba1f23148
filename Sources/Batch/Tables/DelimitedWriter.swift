import Foundation
import RAGCore

/// Writes answers row by row as CSV (RFC 4180, lines end with CR LF) or as TSV, which uses tabs and LF.
///
/// `FormulaGuard` keeps spreadsheets from running a cell as a formula. `PlainTableReader` restores every cell.
package struct DelimitedWriter: AnswerWriting {
    /// The delimiter of cells.
    package enum Form: Sendable {
        case commas, tabs
    }

    private let table: AnswerTable
    private let output: OutputHandle
    private let form: Form
    /// Text before the header; nil once the header is written.
    private var mark: String?

    /// Creates a writer. `withByteOrderMark` tells Excel that the file is UTF-8.
    package init(_ table: AnswerTable, to handle: FileHandle, form: Form = .commas, withByteOrderMark: Bool = false) {
        self.table = table
        self.form = form
        output = OutputHandle(handle)
        mark = withByteOrderMark ? "\u{FEFF}" : ""
    }

    /// Appends a row, after the header if it is the first. Throws `RAGError` if the file cannot be written.
    package mutating func write(_ row: PlainTable.Row, _ answered: AnsweredRow?) throws {
        try write(table.cells(row, answered, firstRow: 2))
    }

    /// Appends a row, after the header if it is the first. Throws `RAGError` if the file cannot be written.
    package mutating func write(_ row: PlainTable.Row, adding cells: [TableCell]) throws {
        try write(table.cells(row, adding: cells))
    }

    private mutating func write(_ cells: [TableCell]) throws {
        try output.write(takeHead() + line(cells.map { Self.isText($0) ? FormulaGuard.guarded($0.text) : $0.text }))
    }

    /// Writes the header of a table without rows. Throws `RAGError` if the file cannot be written.
    package mutating func finish() throws {
        let head = takeHead()
        if !head.isEmpty { try output.write(head) }
    }

    private static func isText(_ cell: TableCell) -> Bool { if case .text = cell { true } else { false } }

    private mutating func takeHead() -> String {
        defer { mark = nil }
        return mark.map { $0 + line(table.header.map(FormulaGuard.guarded)) } ?? ""
    }

    private func line(_ cells: [String]) -> String {
        cells.map(quoted).joined(separator: form == .commas ? "," : "\t") + (form == .commas ? "\r\n" : "\n")
    }

    private func quoted(_ cell: String) -> String {
        let delimiter = form == .commas ? UInt8(ascii: ",") : .tab
        let isPlain = cell.utf8.allSatisfy { $0 != .quote && $0 != delimiter && !$0.isLineEnd }
        if isPlain, cell.utf8.first?.isASCIIBlank != true, cell.utf8.last?.isASCIIBlank != true { return cell }
        // Bytes, because a combining mark after a quotation mark makes another character of it.
        var bytes: [UInt8] = [.quote]
        bytes.reserveCapacity(cell.utf8.count + 2)
        for byte in cell.utf8 {
            if byte == .quote { bytes.append(.quote) }
            bytes.append(byte)
        }
        bytes.append(.quote)
        return String(decoding: bytes, as: UTF8.self)
    }
}

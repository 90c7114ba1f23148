import Foundation
import RAGCore

/// The formats that files of questions come in.
enum TableFormat: Sendable, Hashable {
    /// Comma, semicolon or tab, whichever it is.
    case commas
    case tabs
    case workbook
    case jsonLines
    /// A question a line.
    case text

    /// By the extension; nil for one that tells nothing.
    init?(fileName: String) {
        switch (fileName as NSString).pathExtension.lowercased() {
        case "csv": self = .commas
        case "tsv", "tab": self = .tabs
        case "xlsx", "xlsm", "xls": self = .workbook
        case "jsonl", "ndjson", "json": self = .jsonLines
        default: return nil
        }
    }

    /// By what the bytes look like. A table is known by a header that names its questions, or has the `column` that is asked for;
    /// whatever else it may be, it is text.
    init(looksOf bytes: Data, column: String?) throws(ReadingError) {
        if bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            self = .workbook
            return
        }
        let source = SourceText(try TextDecoder.decode(bytes))
        if JSONTable.begins(source) {
            self = .jsonLines
            return
        }
        let lines = source.start(ofLine: Self.sample + 1)
        let rows = (try? DelimitedText(SourceText(String(source[0..<lines]))).rows()) ?? []
        let table = PlainTable(rows: rows, column: column)
        let isFirst = !table.header.isEmpty && table.rows.count + 1 == rows.count
        let isEven = rows.allSatisfy { $0.cells.count == table.header.count }
        let isTable =
            table.header.count > 1 ? isEven && table.asks(column: column) : table.hasUsualColumn(column: column)
        self = isFirst && isTable ? .commas : .text
    }

    /// Lines that are looked at.
    private static let sample = 50
}

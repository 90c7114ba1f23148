import Foundation
import RAGCore

/// The formats of files with questions.
enum TableFormat: Sendable, Hashable {
    /// Cells separated by comma, semicolon or tab, which is detected.
    case commas
    case tabs
    case workbook
    case jsonLines
    /// One question a line.
    case text

    /// Finds the format by the extension; nil if it is not known.
    init?(fileName: String) {
        switch (fileName as NSString).pathExtension.lowercased() {
        case "csv": self = .commas
        case "tsv", "tab": self = .tabs
        case "xlsx", "xlsm", "xls": self = .workbook
        case "jsonl", "ndjson", "json": self = .jsonLines
        default: return nil
        }
    }

    /// Detects the format from the bytes. A table has a header that names questions or contains the requested `column`;
    /// anything else is text.
    init(looksOf bytes: Data, column: String?) throws(ReadingError) {
        if bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            self = .workbook
            return
        }
        let source = SourceText(try TextDecoder.decodeTable(bytes).text)
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

    /// Number of lines that are examined.
    private static let sample = 50
}

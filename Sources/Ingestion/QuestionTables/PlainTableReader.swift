import Foundation
import RAGCore

/// Reads a file of questions with all that stands beside them: CSV, TSV, XLSX, JSON Lines, or text with a question a line.
///
/// Cells come as they stand in the file, blanks and line breaks included; of CSV without the apostrophe that keeps a spreadsheet from
/// running them (`FormulaGuard`). Rows without any text stay away, and the places of the others are right. What is read by rows to
/// be answered is read whole or not at all: an error names the line.
package struct PlainTableReader: Sendable {
    private let sheet: String?
    private let column: String?

    /// `sheet` of a workbook by its name; nil for the first one. `column` that the table must have, by name or number, which tells
    /// where the header is; nil where columns are known by their usual names.
    package init(sheet: String? = nil, column: String? = nil) {
        self.sheet = sheet
        self.column = column
    }

    /// The table in `bytes`. `name` is the file's name, whose extension tells the format; nil for what comes through a pipe, whose
    /// looks tell it. Throws `ReadingError`.
    package func read(_ bytes: Data, name: String? = nil) throws(ReadingError) -> PlainTable {
        let format =
            if let known = name.flatMap(TableFormat.init(fileName:)) {
                known
            } else {
                try TableFormat(looksOf: bytes, column: column)
            }
        guard format != .workbook else {
            return PlainTable(rows: try WorkbookRows.read(bytes, sheet: sheet), column: column).widened()
        }
        guard sheet == nil else { throw ReadingError("has no sheets: only workbooks do") }
        let source = SourceText(try TextDecoder.decode(bytes))
        let table =
            switch format {
            case .text: PlainTable(header: [], rows: Self.lines(of: source))
            case .jsonLines: try JSONTable.read(source)
            case .commas: try delimited(DelimitedText(source))
            case .tabs: try delimited(DelimitedText(source, delimiter: .tab))
            case .workbook: PlainTable(header: [], rows: [])
            }
        guard !table.header.isEmpty || !table.rows.isEmpty else { throw ReadingError("is empty") }
        return table
    }

    private func delimited(_ text: DelimitedText) throws(ReadingError) -> PlainTable {
        var rows = try text.rows()
        for row in rows.indices {
            for cell in rows[row].cells.indices {
                let text = FormulaGuard.plain(rows[row].cells[cell])
                guard text.utf8.count <= Self.mostBytes else {
                    let line = "has more than \(Self.mostBytes) bytes in a cell of line \(rows[row].place)"
                    throw ReadingError("\(line): is a quotation mark missing there?")
                }
                rows[row].cells[cell] = text
            }
        }
        return try PlainTable(rows: rows, column: column).rectangular()
    }

    /// Longest cell that is read. What is longer is made of many, between two quotation marks that do not belong together.
    private static let mostBytes = 1_000_000

    private static func lines(of source: SourceText) -> [PlainTable.Row] {
        (1...source.lineCount).compactMap { line in
            let text = source[source.content(ofLine: line)]
            return text.allSatisfy(\.isWhitespace) ? nil : PlainTable.Row([String(text)], place: line)
        }
    }
}

import Foundation
import RAGCore

/// Reads a file of questions with all other columns: CSV, TSV, XLSX, JSON Lines, or text with one question a line.
///
/// Cells are kept as in the file, including blanks and line breaks; only in CSV the apostrophe is removed that keeps a
/// spreadsheet from running a formula (`FormulaGuard`). Rows without text are left out without changing the places of
/// the others. A file is read completely or not at all: an error names the line.
package struct PlainTableReader: Sendable {
    private let sheet: String?
    private let column: String?
    private let usesISODates: Bool

    /// Creates a reader. `sheet` is the name of a sheet; nil for the first one. `column` is a required column by name
    /// or number, which also locates the header; nil to find columns by their usual names. `usesISODates`: whether
    /// dates of a workbook are written in ISO 8601 instead of the way that the sheet displays them.
    package init(sheet: String? = nil, column: String? = nil, usesISODates: Bool = false) {
        self.usesISODates = usesISODates
        self.sheet = sheet
        self.column = column
    }

    /// Reads the table in `bytes`. The extension of `name` decides the format; nil for data from a pipe, whose format
    /// is detected. Throws `ReadingError`.
    package func read(_ bytes: Data, name: String? = nil) throws(ReadingError) -> PlainTable {
        let format =
            if let known = name.flatMap(TableFormat.init(fileName:)) {
                known
            } else {
                try TableFormat(looksOf: bytes, column: column)
            }
        guard format != .workbook else {
            let found = try WorkbookRows.read(bytes, sheet: sheet, usesISODates: usesISODates)
            var table = PlainTable(rows: found.rows, column: column).widened()
            table.sheetPart = found.part
            table.notes = found.notes
            return table
        }
        guard sheet == nil else { throw ReadingError("has no sheets: only workbooks do") }
        let (text, nulLine) = try TextDecoder.decodeTable(bytes)
        let source = SourceText(text)
        var table =
            switch format {
            case .text: PlainTable(header: [], rows: Self.lines(of: source))
            case .jsonLines: try JSONTable.read(source)
            case .commas: try delimited(DelimitedText(source))
            case .tabs: try delimited(DelimitedText(source, delimiter: .tab))
            case .workbook: PlainTable(header: [], rows: [])
            }
        guard !table.header.isEmpty || !table.rows.isEmpty else { throw ReadingError("is empty") }
        if let nulLine { table.notes.append(TextDecoder.note(ofNULIn: nulLine)) }
        return table
    }

    private func delimited(_ text: DelimitedText) throws(ReadingError) -> PlainTable {
        var rows = try text.rows()
        for row in rows.indices {
            for cell in rows[row].cells.indices {
                let text = FormulaGuard.unguarded(rows[row].cells[cell])
                guard text.utf8.count <= Self.mostBytes else {
                    let line = "has more than \(Self.mostBytes) bytes in a cell of line \(rows[row].place)"
                    throw ReadingError("\(line): is a quotation mark missing there?")
                }
                rows[row].cells[cell] = text
            }
        }
        return try PlainTable(rows: rows, column: column).rectangular()
    }

    /// Most bytes of a cell. A longer one usually consists of many cells between two quotation marks that do not belong
    /// together.
    private static let mostBytes = 1_000_000

    private static func lines(of source: SourceText) -> [PlainTable.Row] {
        (1...source.lineCount).compactMap { line in
            let text = source[source.content(ofLine: line)]
            return text.allSatisfy(\.isWhitespace) ? nil : PlainTable.Row([String(text)], place: line)
        }
    }
}

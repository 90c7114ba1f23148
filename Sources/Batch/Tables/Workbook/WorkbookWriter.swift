import Foundation
import RAGCore
import ZipFile

/// Writes answers as an Excel workbook of one sheet with a fixed, filterable header (ECMA-376, SpreadsheetML). The
/// rows are kept on disk until `finish` packs them, so memory use does not grow with them.
///
/// Every text is stored as text: it is never a formula and does not become one when somebody edits the cell.
package struct WorkbookWriter: AnswerWriting {
    private let table: AnswerTable
    private let output: FileHandle
    /// nil until the first row.
    private var sheet: SheetFile?

    /// Creates a writer that writes the finished workbook to `handle`.
    package init(_ table: AnswerTable, to handle: FileHandle) {
        self.table = table
        output = handle
    }

    /// Appends a row to the sheet. Throws `RAGError` if there are more rows or columns than Excel takes.
    package mutating func write(_ row: PlainTable.Row, _ answered: AnsweredRow?) throws {
        let sheet = try open()
        try sheet.append(table.cells(row, answered, firstRow: 2), styles: Self.styles(of: table))
    }

    /// Appends a row to the sheet. Throws `RAGError` if there are more rows or columns than Excel takes.
    package mutating func write(_ row: PlainTable.Row, adding cells: [TableCell]) throws {
        let sheet = try open()
        try sheet.append(table.cells(row, adding: cells), styles: Self.styles(of: table))
    }

    /// Packs the workbook and writes it. Throws `RAGError` if the disk is full.
    package mutating func finish() throws {
        let sheet = try open()
        try sheet.close(columns: table.header.count)
        let file = sheet.folder.appending(path: "workbook.xlsx")
        do {
            try ZipWriter.write(WorkbookParts.all(sheet: sheet.file.path), to: file.path)
            let packed = try FileHandle(forReadingFrom: file)
            while let piece = try packed.read(upToCount: 1 << 20), !piece.isEmpty {
                try output.write(contentsOf: piece)
            }
            try packed.close()
        } catch {
            throw RAGError(
                .failed,
                "The workbook cannot be written",
                hint: "Check whether the disk is full",
                cause: error
            )
        }
        self.sheet = nil
    }

    private mutating func open() throws -> SheetFile {
        if let sheet { return sheet }
        let sheet = try SheetFile(widths: Self.widths(of: table))
        try sheet.append(table.header.map(TableCell.init), styles: table.header.map { _ in .header })
        self.sheet = sheet
        return sheet
    }

    /// Returns the widths of the columns in characters; longer texts are wrapped.
    static func widths(of table: AnswerTable) -> [Int] {
        table.header.indices.map { place in
            if place == table.question { return 48 }
            if place < table.carried { return min(max(table.header[place].count * 2, 12), 40) }
            switch column(place, of: table) {
            case .answer: return 70
            case .sources: return 44
            case .passages, .unsupported, .error: return 36
            case .decision, .reason, .team, .model: return 18
            default: return 13
            }
        }
    }

    private static func styles(of table: AnswerTable) -> [SheetFile.Style] {
        table.header.indices.map { column($0, of: table) == .passages ? .oneLine : .wrapped }
    }

    private static func column(_ place: Int, of table: AnswerTable) -> AnswerColumn? {
        guard table.hasAnswers else { return nil }
        let ours = place - table.carried
        return AnswerColumn.allCases.indices.contains(ours) ? AnswerColumn.allCases[ours] : nil
    }
}

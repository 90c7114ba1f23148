import Foundation
import RAGCore
import ZipFile

/// Writes answers into a copy of the workbook that the questions came from: numbers, dates, formulas, other sheets,
/// widths and styles stay what they are, and the answers follow in columns of their own.
///
/// The added cells are kept on disk until `finish`, so memory use grows only with the sheet itself. Every text is
/// stored as text: it is never a formula and does not become one when somebody edits the cell.
package struct WorkbookCopyWriter: AnswerWriting {
    private let table: AnswerTable
    private let origin: WorkbookOrigin
    private let output: FileHandle
    private let layout: SheetLayout
    private let styles: CopiedStyles
    private let added: AddedCells

    /// First new column, counted from 0.
    private var start: Int { max(layout.width, table.carried) }

    /// Creates a writer that writes the finished workbook to `handle`; nil if `origin` cannot be copied as an `.xlsx`
    /// file, such as one with macros. Throws `RAGError` if the temporary folder cannot be written.
    package init?(_ table: AnswerTable, of origin: WorkbookOrigin, to handle: FileHandle) throws {
        guard var archive = try? ZipReader(origin.bytes), let types = try? archive.part("[Content_Types].xml"),
            String(decoding: types, as: UTF8.self).contains("spreadsheetml.sheet.main+xml"),
            let sheet = try? archive.part(origin.sheet), !sheet.starts(with: [0xFE, 0xFF]),
            !sheet.starts(with: [0xFF, 0xFE]),
            let layout = sheet.withBytes({ SheetLayout($0, header: origin.headerRow, question: table.question) }),
            max(layout.width, table.carried) + table.header.count - table.carried <= SheetLayout.mostColumns
        else { return nil }
        self.table = table
        self.origin = origin
        self.layout = layout
        output = handle
        styles = CopiedStyles((try? archive.part(CopiedStyles.path)) ?? Data())
        added = try AddedCells()
        try add(table.header[table.carried...].map(TableCell.init), row: origin.headerRow, style: layout.headerStyle)
    }

    /// Adds the answer to its row. Throws `RAGError` if the disk is full.
    package mutating func write(_ row: PlainTable.Row, _ answered: AnsweredRow?) throws {
        guard let answered else { return }
        try add(Array(table.cells(row, answered)[table.carried...]), row: row.place, style: styles.text)
    }

    /// Adds cells to their row. Throws `RAGError` if the disk is full.
    package mutating func write(_ row: PlainTable.Row, adding cells: [TableCell]) throws {
        try add(cells, row: row.place, style: styles.text)
    }

    private func add(_ cells: [TableCell], row: Int, style: String?) throws {
        var xml: [UInt8] = []
        for (offset, cell) in cells.enumerated() {
            let place = CellReference.name(ofColumn: start + offset) + "\(row)"
            SheetText.append(
                cell,
                at: place,
                style: { if case .number = cell { styles.number } else { style } }(),
                prefix: layout.prefix,
                to: &xml
            )
        }
        try added.set(xml, row: row)
    }

    /// Packs the copy and writes it. Throws `RAGError` if the disk is full.
    package mutating func finish() throws {
        let file = added.folder.appending(path: "workbook.xlsx")
        let sheet = added.folder.appending(path: "sheet.xml")
        do {
            try origin.bytes.write(to: file)
            try Data().write(to: sheet)
            try copySheet(to: sheet)
            var parts: [(name: String, content: ZipWriter.Content)] = [(origin.sheet, .file(sheet.path))]
            if let changed = styles.changed { parts.append((CopiedStyles.path, .text(changed))) }
            try ZipWriter.replace(parts, in: file.path)
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
    }

    private func copySheet(to file: URL) throws {
        var archive = try ZipReader(origin.bytes)
        guard let bytes = try archive.part(origin.sheet) else { return }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        let copy = SheetCopy(
            start: start,
            widths: WorkbookWriter.widths(of: table).suffix(table.header.count - table.carried),
            prefix: layout.prefix
        )
        try bytes.withBytes { try copy.write($0, to: handle, cells: added.xml) }
    }
}

extension Data {
    /// Calls `body` with the bytes.
    fileprivate func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try withUnsafeBytes { try body($0.bindMemory(to: UInt8.self)) }
    }
}

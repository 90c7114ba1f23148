import Foundation
import RAGCore

/// The rows of one sheet of an Excel workbook, with cells as they are shown, including line ends and blanks.
struct WorkbookRows {
    let rows: [PlainTable.Row]
    /// Path of the part with the sheet.
    let part: String
    /// Remarks as in `PlainTable.notes`.
    let notes: [String]

    /// Reads the sheet called `name`, or the first visible one. Throws `ReadingError`.
    static func read(_ bytes: Data, sheet name: String?, usesISODates: Bool) throws(ReadingError) -> WorkbookRows {
        var archive = try ZipArchive(bytes)
        let parts = try ExcelParts(&archive, keepsStruck: true, usesISODates: usesISODates)
        let place = try place(of: name, in: parts)
        guard let bytes = try archive.part(place.path) else { throw ReadingError("is damaged: it lacks \(place.path)") }
        var rows: [PlainTable.Row] = []
        var left = SheetNotes()
        var last = 0
        try XMLStream.read([UInt8](bytes), part: place.path, elements: ["row"]) { (node) throws(ReadingError) in
            last = node["r"].flatMap { Int($0) } ?? last + 1
            var row = PlainTable.Row([], place: last)
            for cell in parts.cells(of: node) {
                if let omission = cell.omission { left.add(omission, column: cell.column, row: last) }
                guard !cell.text.isEmpty else { continue }
                guard cell.column < mostColumns else {
                    throw ReadingError("has text beyond its last column in row \(last)")
                }
                while row.cells.count <= cell.column { row.cells.append("") }
                row.cells[cell.column] = cell.text
            }
            if row.cells.contains(where: { !$0.allSatisfy(\.isWhitespace) }) { rows.append(row) }
        }
        guard !rows.isEmpty else { throw ReadingError("has an empty sheet \(place.name)") }
        var notes = left.texts
        let others = parts.sheets.map(\.name).filter { $0 != place.name }
        if name == nil, !others.isEmpty {
            let list = others.prefix(5).joined(separator: ", ") + (others.count > 5 ? ", …" : "")
            let verb = others.count == 1 ? "sheet \(list) was" : "the sheets \(list) were"
            notes.append("\(verb) not read; choose another with --sheet")
        }
        return WorkbookRows(rows: rows, part: place.path, notes: notes)
    }

    private static func place(of name: String?, in parts: ExcelParts) throws(ReadingError) -> (
        name: String, path: String
    ) {
        guard let first = parts.sheets.first else { throw ReadingError("has no visible sheet") }
        guard let name else { return first }
        guard
            let place = parts.sheets.first(where: { $0.name == name })
                ?? parts.sheets.first(where: { $0.name.lowercased() == name.lowercased() })
        else {
            throw ReadingError("has no sheet \(name): it has \(parts.sheets.map(\.name).joined(separator: ", "))")
        }
        return place
    }

    /// Limit of Excel ("Excel specifications and limits").
    private static let mostColumns = 16_384
}

import Foundation
import RAGCore

/// Reads Excel workbooks (ECMA-376, SpreadsheetML) through libzip and libxml2. Each visible sheet is a section; its
/// rows are pairs of question and answer or records with their header, as in CSV. Numbers are those that the sheet
/// displays, formulas give the values that were saved with them. What is hidden or struck through is left out.
struct XLSXReader: DocumentReader {
    let fileExtensions: Set<String> = ["xlsx", "xlsm"]
    private let columns: TableColumns?

    init(columns: TableColumns? = nil) { self.columns = columns }

    var recipe: String { "xlsx/3" + (columns?.recipe ?? "") }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        var archive = try ZipArchive(bytes)
        let parts = try ExcelParts(&archive)
        var sheets: [Sheet] = []
        for place in parts.sheets {
            if let sheet = try ExcelSheet.read(place, in: &archive, parts: parts) { sheets.append(sheet) }
        }
        let core = try archive.xmlIfAny("docProps/core.xml")
        let title = try core?.withRoot { OfficeProperties.title(in: $0) }
        return try Workbook(sheets, columns: columns, notes: parts.notes).document(title: title ?? name)
    }
}

import Foundation
import RAGCore

/// Reads OpenDocument spreadsheets (ODF 1.3, as LibreOffice writes them) through libzip and libxml2, sheet by sheet
/// like Excel workbooks. A cell gives the text that it displays. What is hidden or struck through is left out.
struct ODSReader: DocumentReader {
    let fileExtensions: Set<String> = ["ods", "ots"]
    private let columns: TableColumns?

    init(columns: TableColumns? = nil) { self.columns = columns }

    var recipe: String { "ods/3" + (columns?.recipe ?? "") }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        var archive = try ODFArchive(ZipArchive(bytes))
        let content = try archive.content()
        let styles = archive.styles
        var notes: [String] = []
        let sheets = try content.withRoot { (root) throws(ReadingError) in
            guard let body = root.first(["body", "spreadsheet"]) else {
                throw ReadingError("does not match its file name: it contains no spreadsheet")
            }
            var sheets: [Sheet] = []
            for table in body.children("table") {
                if table["style-name"].map(styles.hiddenTables.contains) == true {
                    notes.append("hidden sheet \(table["name"] ?? "") was left out")
                } else {
                    sheets.append(try ODSSheet(table, styles: styles).sheet)
                }
            }
            return sheets
        }
        let title = try archive.title()
        return try Workbook(sheets, columns: columns, notes: notes).document(title: title ?? name)
    }
}

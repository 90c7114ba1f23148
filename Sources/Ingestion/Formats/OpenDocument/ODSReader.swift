import Foundation
import RAGCore

/// Reads OpenDocument spreadsheets (ODF 1.3, as LibreOffice writes them) through libzip and libxml2, sheet by sheet
/// like Excel workbooks.
struct ODSReader: DocumentReader {
    let fileExtensions: Set<String> = ["ods", "ots"]
    private let columns: TableColumns?

    /// Most repetitions of a row that states how often it repeats.
    private static let mostRepeats = 100

    init(columns: TableColumns? = nil) { self.columns = columns }

    var recipe: String { "ods/1" + (columns?.recipe ?? "") }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        var archive = try ODFArchive(ZipArchive(bytes))
        let content = try archive.content()
        let hidden = archive.styles.hiddenTables
        let sheets = try content.withRoot { (root) throws(ReadingError) in
            guard let body = root.first(["body", "spreadsheet"]) else {
                throw ReadingError("does not match its file name: it contains no spreadsheet")
            }
            var sheets: [Sheet] = []
            for table in body.children("table") where table["style-name"].map(hidden.contains) != true {
                sheets.append(try Self.sheet(table))
            }
            return sheets
        }
        let title = try archive.title()
        return try Workbook(sheets, columns: columns).document(title: title ?? name)
    }

    private static func sheet(_ table: XMLTree.Node) throws(ReadingError) -> Sheet {
        var sheet = Sheet(name: table["name"] ?? "")
        var spans: [Sheet.Span] = []
        var number = 1
        for row in rows(of: table) {
            let count = min(max(row["number-rows-repeated"].flatMap { Int($0) } ?? 1, 1), 1 << 24)
            let cells = ODFTable.cells(of: row, row: number, spans: &spans)
            if !cells.isEmpty {
                for index in 0..<min(count, mostRepeats) { try sheet.append(cells, row: number + index) }
            }
            number = min(number + count, 1 << 30)
        }
        sheet.fill(spans)
        return sheet
    }

    /// Returns the rows of a table, including those in groups and headers.
    private static func rows(of table: XMLTree.Node) -> [XMLTree.Node] {
        var rows: [XMLTree.Node] = []
        table.visit { node in
            if node.name == "table-row" { rows.append(node) }
            return node.name != "table-row" && node.name != "shapes"
        }
        return rows
    }
}

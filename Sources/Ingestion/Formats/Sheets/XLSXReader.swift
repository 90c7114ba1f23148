import Foundation
import RAGCore

/// Reads Excel workbooks (ECMA-376, SpreadsheetML) through libzip and libxml2. Each visible sheet is a section; its
/// rows are pairs of question and answer or records with their header, as in CSV. Formulas give the values that were
/// saved with them.
struct XLSXReader: DocumentReader {
    let fileExtensions: Set<String> = ["xlsx", "xlsm"]
    private let columns: TableColumns?

    init(columns: TableColumns? = nil) { self.columns = columns }

    var recipe: String { "xlsx/1" + (columns?.recipe ?? "") }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        var archive = try ZipArchive(bytes)
        let parts = try ExcelParts(&archive)
        var sheets: [Sheet] = []
        for place in parts.sheets {
            guard let bytes = try archive.part(place.path) else { continue }
            var sheet = Sheet(name: place.name)
            var spans: [Sheet.Span] = []
            var last = 0
            try XMLStream.read([UInt8](bytes), part: place.path, elements: ["row", "mergeCell"]) {
                (node) throws(ReadingError) in
                if node.name == "mergeCell" {
                    node["ref"].flatMap(Sheet.Span.init).map { spans.append($0) }
                } else {
                    last = node["r"].flatMap { Int($0) } ?? last + 1
                    try sheet.append(parts.cells(of: node), row: last)
                }
            }
            sheet.fill(spans)
            sheets.append(sheet)
        }
        let core = try archive.xmlIfAny("docProps/core.xml")
        let title = try core?.withRoot { OfficeProperties.title(in: $0) }
        return try Workbook(sheets, columns: columns).document(title: title ?? name)
    }
}

extension Sheet.Span {
    /// Parses a reference such as `A2:B5`; nil for anything else.
    fileprivate init?(_ reference: String) {
        let ends = reference.split(separator: ":").compactMap { ExcelParts.place(String($0)) }
        guard ends.count == 2, ends[1].row >= ends[0].row else { return nil }
        self.init(row: ends[0].row, column: ends[0].column, height: ends[1].row - ends[0].row + 1)
    }
}

import RAGCore

/// The sheets of a file as a document: each sheet is a section, and its rows are read like those of any table.
struct Workbook: Sendable {
    private(set) var text = ""
    private(set) var blocks: [Block] = []
    private(set) var notes: [String] = []
    /// Row of the sheet for each line of the text.
    private var lineRows: [Int] = []

    /// Joins the sheets that have text. The name of a single sheet becomes a section only if a person chose it. Throws
    /// `ReadingError` if there is too much text.
    init(_ sheets: [Sheet], columns: TableColumns?) throws(ReadingError) {
        let sheets = sheets.filter { !$0.rows.isEmpty }
        guard sheets.reduce(0, { $0 + $1.byteCount }) <= Sheet.mostBytes else {
            throw ReadingError("has more cells than the limit")
        }
        for sheet in sheets {
            let isNamed = sheets.count > 1 || !Self.isDefault(sheet.name)
            if isNamed, !sheet.name.isEmpty {
                let range = write(sheet.name.replacing("\n", with: " "), row: sheet.rows[0].number, above: 1)
                blocks.append(Block(.heading(level: 1, title: sheet.name.replacing("\n", with: " ")), range: range))
            }
            let records = sheet.rows.enumerated().map { index, row in
                let range = write(row.cells.joined(separator: "\t"), row: row.number, above: index == 0 ? 1 : 0)
                return TableRecord(cells: row.cells, range: range, row: row.number)
            }
            let table = TableBlocks(of: records, columns: columns, rowName: "row")
            blocks += table.blocks
            var said = table.notes
            if sheet.isCut { said.append("columns after column \(Sheet.mostColumns) were left out") }
            notes += said.map { sheets.count > 1 ? "\($0), in sheet \(sheet.name)" : $0 }
        }
    }

    func document(title: String) -> ReadDocument {
        let source = SourceText(text, fileLines: lineRows)
        return ReadDocument(
            title: title,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: blocks,
            notes: notes
        )
    }

    /// Appends lines that all belong to one row, after `above` empty lines.
    private mutating func write(_ body: String, row: Int, above: Int) -> Range<Int> {
        if !text.isEmpty {
            text += String(repeating: "\n", count: above + 1)
            lineRows += Array(repeating: row, count: above)
        }
        let lower = text.utf8.count
        text += body
        lineRows += Array(repeating: row, count: body.utf8.count { $0 == .lineFeed } + 1)
        return lower..<text.utf8.count
    }

    /// Returns whether a program chose the name: `Sheet1`, `工作表1`.
    private static func isDefault(_ name: String) -> Bool {
        let stem = name.lowercased().filter { !$0.isNumber && !$0.isWhitespace }
        return ["sheet", "table", "工作表", "表", "worksheet", "工作表格"].contains(stem)
    }
}

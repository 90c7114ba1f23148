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
    init(_ sheets: [Sheet], columns: TableColumns?, notes: [String] = []) throws(ReadingError) {
        self.notes = notes
        self.notes += sheets.filter { $0.rows.isEmpty && $0.boxes.isEmpty }.flatMap { sheet in
            sheet.notes.texts.map { "\($0), in sheet \(sheet.name)" }
        }
        let sheets = sheets.filter { !$0.rows.isEmpty || !$0.boxes.isEmpty }
        guard sheets.reduce(0, { $0 + $1.byteCount }) <= Sheet.mostBytes else {
            throw ReadingError("has more cells than the limit")
        }
        for sheet in sheets {
            let isNamed = sheets.count > 1 || !Self.isDefault(sheet.name)
            if isNamed, !sheet.name.isEmpty {
                let range = write(sheet.name.replacing("\n", with: " "), row: sheet.rows.first?.number ?? 1, above: 1)
                blocks.append(Block(.heading(level: 1, title: sheet.name.replacing("\n", with: " ")), range: range))
            }
            var said = sheet.notes.texts
            let tables = TableSplitter.tables(of: records(of: sheet)).map {
                TableBlocks(of: $0, columns: columns, rowName: "row")
            }
            blocks += tables.flatMap(\.blocks).inOrder
            said += tables.flatMap(\.notes)
            for box in sheet.boxes {
                blocks.append(Block(.prose, range: write(box, row: sheet.rows.last?.number ?? 1, above: 1)))
            }
            self.notes += said.map { sheets.count > 1 ? "\($0), in sheet \(sheet.name)" : $0 }
        }
    }

    /// Writes the rows of a sheet and returns them as records.
    private mutating func records(of sheet: Sheet) -> [TableRecord] {
        var last: Int?
        return sheet.rows.map { row in
            let range = write(row.cells.joined(separator: "\t"), row: row.number, above: last == nil ? 1 : 0)
            var record = TableRecord(cells: row.cells, range: range, row: row.number)
            record.isAfterGap = last.map { row.number > $0 + 1 } ?? false
            (record.reach, record.isDivided, record.isBanner) = (row.reach, row.isDivided, row.isBanner)
            last = row.number
            return record
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

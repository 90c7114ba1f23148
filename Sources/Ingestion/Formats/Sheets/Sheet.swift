import RAGCore

/// A sheet of a workbook in any format.
struct Sheet: Sendable {
    let name: String
    /// Visible rows with text, in order.
    private(set) var rows: [Row] = []
    /// The parts that were left out.
    var notes = SheetNotes()
    /// Texts of boxes that lie on the sheet.
    var boxes: [String] = []
    /// Number of cells so far, including the empty ones between them.
    private var cellCount = 0
    /// Total UTF-8 bytes of the texts. A small file can ask for many, because one text may appear in any number of
    /// cells.
    private(set) var byteCount = 0
    /// Whether text to the right of the last column was left out.
    private var isCut = false
    /// Hidden columns, counted from 0.
    private var hiddenColumns: Set<Int> = []

    struct Row: Sendable {
        /// Number of the row in the sheet, counted from 1.
        let number: Int
        var cells: [String]
        /// Number of rows, with this one, that its highest cell covers.
        var reach = 1
        /// Whether a cell covers several of its columns, but not all.
        var isDivided = false
        /// Whether its only text covers several columns.
        var isBanner = false
    }

    /// A cell that spans rows or columns.
    struct Span: Sendable {
        let row: Int
        /// Column, counted from 0.
        let column: Int
        let height: Int
        let width: Int
    }

    static let mostColumns = 500
    private static let mostCells = 5_000_000
    /// Most UTF-8 bytes of a sheet, and of all sheets together.
    static let mostBytes = 50_000_000
    /// Most bytes that spans may repeat, plus one for each cell.
    private static let mostRepeated = 2_000_000

    init(name: String) { self.name = name }

    /// Hides columns, counted from 0. It applies to rows that are appended later.
    mutating func hide(columns: ClosedRange<Int>) {
        for column in columns.clamped(to: 0...Self.mostColumns) { hiddenColumns.insert(column) }
    }

    /// Appends a row; leaves out a row without text and one that is hidden. Throws `ReadingError` if the sheet becomes
    /// too large.
    mutating func append(_ cells: [SheetCell], row number: Int, isHidden: Bool = false) throws(ReadingError) {
        var row = Row(number: number, cells: [])
        for cell in cells {
            let text = Self.clean(cell.text)
            guard !text.isEmpty || cell.omission != nil else { continue }
            if isHidden {
                if !text.isEmpty { return notes.add(hiddenRow: number) }
                continue
            }
            guard cell.column < Self.mostColumns else {
                isCut = true
                continue
            }
            guard !hiddenColumns.contains(cell.column) else {
                notes.add(hiddenColumn: cell.column)
                continue
            }
            if let omission = cell.omission { notes.add(omission, column: cell.column, row: number) }
            guard !text.isEmpty else { continue }
            while row.cells.count <= cell.column { row.cells.append("") }
            row.cells[cell.column] = text
            byteCount += text.utf8.count
        }
        guard !row.cells.isEmpty else { return }
        cellCount += row.cells.count
        guard cellCount <= Self.mostCells, byteCount <= Self.mostBytes else {
            throw ReadingError("has more cells than the limit in the sheet \(name)")
        }
        rows.append(row)
    }

    /// Repeats each merged cell in its rows and columns, so that every row can be read by itself. A text that has its
    /// row to itself is a title and stays once. Rows without text of their own stay out.
    mutating func fill(_ spans: [Span]) {
        var positions: [Int: Int] = [:]
        for (index, row) in rows.enumerated() { positions[row.number] = index }
        var allowance = Self.mostRepeated
        for span in spans where span.height > 1 || span.width > 1 {
            guard let first = positions[span.row], span.column < rows[first].cells.count else { continue }
            let text = rows[first].cells[span.column]
            guard !text.isEmpty else { continue }
            var width = max(min(span.width, Self.mostColumns - span.column), 1)
            if width > 1, rows[first].cells.count(where: { !$0.isEmpty }) == 1, span.height == 1 {
                rows[first].isBanner = true
                continue
            }
            if width > 1 { rows[first].isDivided = true }
            // A cell may be merged with all columns to the right.
            if span.width > Self.mostColumns { width = 1 }
            rows[first].reach = max(rows[first].reach, min(span.height, 10))
            for index in rows[first...].indices {
                guard rows[index].number < span.row + span.height else { break }
                for column in span.column..<span.column + width where !hiddenColumns.contains(column) {
                    guard allowance > text.utf8.count else { return }
                    while rows[index].cells.count <= column { rows[index].cells.append("") }
                    guard rows[index].cells[column].isEmpty else { continue }
                    rows[index].cells[column] = text
                    allowance -= text.utf8.count + 1
                }
            }
        }
    }

    /// Completes the notes.
    mutating func finish() {
        if isCut { notes.add("columns after column \(Self.mostColumns) were left out") }
    }

    /// Returns the text with LF as line ends, without HTML and without blanks around it.
    private static func clean(_ text: String) -> String {
        let text =
            text.utf8.contains(.carriageReturn) ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
        return String(CellText.plain(text.withBoundedCharacters())[...].trimmingBlanks())
    }
}

/// A sheet of a workbook in any format.
struct Sheet: Sendable {
    let name: String
    /// Rows with text, in order.
    private(set) var rows: [Row] = []
    /// Number of cells so far, including the empty ones between them.
    private var cellCount = 0
    /// Total UTF-8 bytes of the texts. A small file can ask for many, because one text may appear in any number of
    /// cells.
    private(set) var byteCount = 0
    /// Whether text to the right of the last column was left out.
    private(set) var isCut = false

    struct Row: Sendable {
        /// Number of the row in the sheet, counted from 1.
        let number: Int
        var cells: [String]
    }

    /// A cell that spans rows.
    struct Span: Sendable {
        let row: Int
        /// Column, counted from 0.
        let column: Int
        let height: Int
    }

    static let mostColumns = 500
    private static let mostCells = 5_000_000
    /// Most UTF-8 bytes of a sheet, and of all sheets together.
    static let mostBytes = 50_000_000
    /// Most bytes that spans may repeat.
    private static let mostRepeated = 2_000_000

    init(name: String) { self.name = name }

    /// Appends a row with `cells` by column, counted from 0; leaves out a row without text. Throws `ReadingError` if
    /// the sheet becomes too large.
    mutating func append(_ cells: [(column: Int, text: String)], row number: Int) throws(ReadingError) {
        var row = Row(number: number, cells: [])
        for (column, text) in cells {
            let text = Self.clean(text)
            guard !text.isEmpty else { continue }
            guard column < Self.mostColumns else {
                isCut = true
                continue
            }
            while row.cells.count <= column { row.cells.append("") }
            row.cells[column] = text
            byteCount += text.utf8.count
        }
        guard !row.cells.isEmpty else { return }
        cellCount += row.cells.count
        guard cellCount <= Self.mostCells, byteCount <= Self.mostBytes else {
            throw ReadingError("has more cells than the limit in the sheet \(name)")
        }
        rows.append(row)
    }

    /// Repeats each spanning cell in its rows, so that every row can be read by itself. Rows without text of their own
    /// stay out.
    mutating func fill(_ spans: [Span]) {
        var positions: [Int: Int] = [:]
        for (index, row) in rows.enumerated() { positions[row.number] = index }
        var allowance = Self.mostRepeated
        for span in spans where span.height > 1 {
            guard let first = positions[span.row], span.column < rows[first].cells.count else { continue }
            let text = rows[first].cells[span.column]
            guard !text.isEmpty else { continue }
            for index in rows[first...].indices.dropFirst() {
                guard rows[index].number < span.row + span.height, allowance > text.utf8.count else { break }
                while rows[index].cells.count <= span.column { rows[index].cells.append("") }
                rows[index].cells[span.column] = text
                allowance -= text.utf8.count + 1
            }
        }
    }

    /// Returns the text with LF as line ends and without blanks around it.
    private static func clean(_ text: String) -> String {
        let text =
            text.utf8.contains(.carriageReturn) ? text.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : text
        return String(text[...].trimmingBlanks())
    }
}

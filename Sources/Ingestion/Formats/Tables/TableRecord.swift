/// A row of a table in any format, with its place.
struct TableRecord: Sendable, Hashable {
    /// Cells as they are shown, without blanks around them. Rows may differ in length.
    let cells: [String]
    /// Place in the source text, in UTF-8 bytes.
    let range: Range<Int>
    /// Number of the row in the file, counted from 1: the line, or the row of the sheet.
    let row: Int
    /// Whether an empty row comes before it.
    var isAfterGap = false
    /// Number of rows, with this one, that its highest merged cell covers.
    var reach = 1
    /// Whether a merged cell covers several of its columns, but not all.
    var isDivided = false
    /// Whether its only text covers several columns, as the name of a group of rows does.
    var isBanner = false

    init(cells: [String], range: Range<Int>, row: Int) {
        self.cells = cells
        self.range = range
        self.row = row
    }

    /// Returns the text of a column, or nil if it is empty.
    func cell(_ column: Int) -> String? {
        cells.indices.contains(column) && !cells[column].isEmpty ? cells[column] : nil
    }

    /// Number of cells with text.
    var filledCount: Int { cells.count { !$0.isEmpty } }

    /// Columns with text, counted from 0.
    var filledColumns: [Int] { cells.indices.filter { !cells[$0].isEmpty } }

    /// Returns the row with the cells of some columns alone; the others become empty.
    func restricted(to columns: ClosedRange<Int>) -> TableRecord {
        var record = TableRecord(
            cells: cells.indices.map { columns.contains($0) ? cells[$0] : "" },
            range: range,
            row: row
        )
        (record.isAfterGap, record.reach, record.isDivided, record.isBanner) = (isAfterGap, reach, isDivided, isBanner)
        return record
    }
}

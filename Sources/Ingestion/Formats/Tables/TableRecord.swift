/// A row of a table in any format, with its place.
struct TableRecord: Sendable, Hashable {
    /// Cells as they are shown, without blanks around them. Rows may differ in length.
    let cells: [String]
    /// Place in the source text, in UTF-8 bytes.
    let range: Range<Int>
    /// Number of the row in the file, counted from 1: the line, or the row of the sheet.
    let row: Int

    /// Returns the text of a column, or nil if it is empty.
    func cell(_ column: Int) -> String? {
        cells.indices.contains(column) && !cells[column].isEmpty ? cells[column] : nil
    }

    /// Number of cells with text.
    var filledCount: Int { cells.count { !$0.isEmpty } }
}

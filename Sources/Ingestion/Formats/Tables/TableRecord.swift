/// A row of a table, of whatever format, with its place.
struct TableRecord: Sendable, Hashable {
    /// As they are shown, without the blanks around them. Rows need not be equally long.
    let cells: [String]
    /// UTF-8 bytes in the source text.
    let range: Range<Int>
    /// Where people find it in the file: its line, or its row in the sheet, from 1.
    let row: Int

    /// The text of a column; nil where there is none.
    func cell(_ column: Int) -> String? {
        cells.indices.contains(column) && !cells[column].isEmpty ? cells[column] : nil
    }

    /// How many cells have text.
    var filledCount: Int { cells.count { !$0.isEmpty } }
}

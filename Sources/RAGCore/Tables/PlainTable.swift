/// A table of text as its file contains it, with all white space and line breaks in its cells.
package struct PlainTable: Sendable, Hashable {
    /// The names of the columns; empty for a file without a header, such as one question per line.
    package var header: [String]
    /// The rows, without the header.
    package var rows: [Row]
    /// The number of the header's row in the file, from 1; nil if there is none or it is not known.
    package var headerPlace: Int?
    /// The part of a workbook that holds the sheet; nil for other files.
    package var sheetPart: String?
    /// Remarks to show after the file's name and a colon: `sheet More was not read`.
    package var notes: [String] = []

    /// A row with its place in the file.
    package struct Row: Sendable, Hashable {
        /// The cells in the order of the columns. A row may be shorter or longer than the header.
        package var cells: [String]
        /// The number by which people find it: its line, or its row in the sheet, from 1.
        package var place: Int
        /// The columns in which JSON contained something other than a text: a number, a list, null (an empty cell),
        /// or nothing.
        package var literals: Set<Int> = []

        /// Creates a row.
        package init(_ cells: [String], place: Int) {
            self.cells = cells
            self.place = place
        }

        /// The text of a column; empty if the row ends before it.
        package subscript(column: Int) -> String { cells.indices.contains(column) ? cells[column] : "" }
    }

    /// Creates a table.
    package init(header: [String], rows: [Row]) {
        self.header = header
        self.rows = rows
    }
}

/// A table of text as it stands in a file: every cell unharmed, blanks and line breaks included.
package struct PlainTable: Sendable, Hashable {
    /// Names of the columns; empty for a file that has none, such as a question a line.
    package var header: [String]
    package var rows: [Row]

    /// One row and its place in the file.
    package struct Row: Sendable, Hashable {
        /// In the order of the columns; a row may be shorter or longer than the header.
        package var cells: [String]
        /// Where people find it: its line, or its row in the sheet, from 1.
        package var place: Int
        /// Columns in which JSON held something other than a text: a number, a list, null, which is an empty cell, or nothing.
        package var literals: Set<Int> = []

        package init(_ cells: [String], place: Int) {
            self.cells = cells
            self.place = place
        }

        /// The text of a column; empty where the row ends before it.
        package subscript(column: Int) -> String { cells.indices.contains(column) ? cells[column] : "" }
    }

    package init(header: [String], rows: [Row]) {
        self.header = header
        self.rows = rows
    }
}

extension BlockWriter {
    /// Appends the titles of a table as paragraphs, then the table as the lines of a pipe table, then its remarks.
    mutating func write(_ table: DataTable) {
        for title in table.titles { write(title) }
        write(PipeTable(columnNames: table.columnNames, rows: table.rows.map(\.cells)))
        for remark in table.remarks { write(remark) }
    }
}

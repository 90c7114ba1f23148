/// The cells of a table as a document shows them, of which some span several rows or columns. All formats build their
/// tables with it.
///
/// A merged cell is repeated in each of its places, so that every row can be read by itself, and a header of several
/// rows becomes one name a column.
struct TableGrid {
    /// A cell as the document gives it.
    struct Cell: Sendable, Hashable {
        var text: String
        /// Number of rows and of columns that it covers.
        var height = 1
        var width = 1
        /// Whether the document marks it as a header.
        var isHeader = false
    }

    /// A row with one text for each column.
    struct Row: Sendable, Hashable {
        var texts: [String] = []
        /// Whether a cell that spans columns begins at or covers the column.
        fileprivate(set) var spansColumns: [Bool] = []
        /// Whether all its cells are marked as headers.
        fileprivate(set) var isHeader = false
        /// Number of rows, with this one, that its highest cell covers.
        fileprivate(set) var height = 1
        /// Line of the row in the file, or 0 if the format has no lines.
        let line: Int

        /// The text of a row that says one thing across several columns, such as the name of a group of rows.
        var banner: String? {
            guard let first = texts.first, !first.isEmpty, spansColumns[0] else { return nil }
            return texts.dropFirst().allSatisfy { $0 == first } ? first : nil
        }
    }

    /// Columns beyond this one are dropped.
    static let mostColumns = 500
    /// Most bytes that merged cells may repeat, plus one for each cell: a few bytes of markup can ask for any amount.
    private static let mostRepeated = 2_000_000

    private(set) var rows: [Row] = []
    /// Whether text to the right of the last column was left out.
    private(set) var isCut = false
    private var allowance = mostRepeated
    /// Cells of the rows above that cover further rows, by column.
    private var open: [Int: (rows: Int, text: String, spansColumns: Bool)] = [:]

    /// Whether the first row with text, below titles, can hold names of columns: all its cells but the first have a
    /// text, and none is a sentence, a number or an address.
    var firstRowCanBeHeader: Bool {
        let filled = rows.filter { row in row.texts.contains { !$0.isEmpty } }
        guard let row = filled.first(where: { $0.banner == nil }) else { return false }
        return row.texts.dropFirst().allSatisfy { !$0.isEmpty } && row.texts.looksLikeHeader
    }

    /// Whether the first row is certainly names of columns, although the document does not mark it: it can be a header,
    /// and in some column most cells below hold a number, where it holds none.
    var firstRowNamesColumns: Bool {
        guard firstRowCanBeHeader else { return false }
        let filled = rows.filter { row in row.banner == nil && row.texts.contains { !$0.isEmpty } }
        guard let first = filled.first, filled.count > 1 else { return false }
        func hasDigit(_ text: String) -> Bool { text.contains(where: \.isNumber) }
        return first.texts.indices.contains { column in
            guard !hasDigit(first.texts[column]) else { return false }
            let below = filled.dropFirst().compactMap { column < $0.texts.count ? $0.texts[column] : nil }
            return below.count(where: hasDigit) * 2 > filled.count - 1
        }
    }

    /// Appends a row of cells from left to right. Cells from the rows above that cover it are not among them.
    mutating func append(_ cells: [Cell], line: Int = 0) {
        var row = Row(line: line)
        row.isHeader =
            !cells.isEmpty && cells.allSatisfy { $0.isHeader || $0.text.isEmpty }
            && cells.contains { $0.isHeader && !$0.text.isEmpty }
        for cell in cells {
            repeatCellsAbove(in: &row)
            row.height = max(row.height, cell.height)
            for column in 0..<max(cell.width, 1) {
                guard row.texts.count < Self.mostColumns else {
                    isCut = isCut || column == 0 && !cell.text.isEmpty
                    break
                }
                let text = column == 0 ? cell.text : repeated(cell.text)
                if cell.height > 1 { open[row.texts.count] = (cell.height - 1, cell.text, cell.width > 1) }
                row.texts.append(text)
                row.spansColumns.append(cell.width > 1)
            }
        }
        repeatCellsAbove(in: &row)
        rows.append(row)
    }

    private mutating func repeatCellsAbove(in row: inout Row) {
        while let cell = open[row.texts.count] {
            open[row.texts.count] = cell.rows > 1 ? (cell.rows - 1, cell.text, cell.spansColumns) : nil
            row.texts.append(repeated(cell.text))
            row.spansColumns.append(cell.spansColumns)
        }
    }

    /// Returns the text, or nothing once the merged cells have repeated too much.
    private mutating func repeated(_ text: String) -> String {
        guard allowance > 0 else { return "" }
        allowance -= text.utf8.count + 1
        return allowance >= 0 ? text : ""
    }
}

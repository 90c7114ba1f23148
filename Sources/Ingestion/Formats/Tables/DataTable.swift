/// A table with a name for each column, made from a grid: its header rows are found and joined, and columns and rows
/// without text are left out.
struct DataTable: Sendable, Hashable {
    /// A row below the header, with one cell a column.
    struct Row: Sendable, Hashable {
        var cells: [String]
        /// Line of the row in the file, or 0 if the format has no lines.
        let line: Int
    }

    /// Texts above the header that span the whole table, such as its title.
    private(set) var titles: [String] = []
    /// One name a column; empty for a table without a header.
    private(set) var columnNames: [String] = []
    /// Line of the first header row in the file.
    private(set) var headerLine = 0
    /// The rows in order. If rows are grouped under texts that span the table, the first cell of each is that text.
    private(set) var rows: [Row] = []
    /// Texts below the header that span the whole table and name no group.
    private(set) var remarks: [String] = []

    /// Number of columns with text.
    var width: Int { max(columnNames.count, rows.map(\.cells.count).max() ?? 0) }

    /// Makes a table from `grid`. `marked` says that its first row is a header although no cell is marked as one.
    init(_ grid: TableGrid, marked: Bool = false) {
        let filled = grid.rows.filter { row in row.texts.contains { !$0.isEmpty } }
        let used = filled.reduce(into: Set<Int>()) { used, row in
            for (column, text) in row.texts.enumerated() where !text.isEmpty { used.insert(column) }
        }
        let columns = used.sorted()
        var rest = filled[...]
        while rest.count > 1, let title = rest.first?.banner(across: columns) {
            titles.append(title)
            rest.removeFirst()
        }
        let header = rest.prefix(Self.headerHeight(rest, marked: marked))
        if let first = header.first {
            headerLine = first.line
            columnNames = columns.map { Self.name(of: $0, in: header) }
        }
        read(rest.dropFirst(header.count), columns: columns)
    }

    /// Reads the rows below the header.
    private mutating func read(_ body: ArraySlice<TableGrid.Row>, columns: [Int]) {
        var group = ""
        var groups: [String] = []
        for (index, row) in zip(body.indices, body) {
            if let banner = row.banner(across: columns) {
                let names = index + 1 < body.endIndex && body[index + 1].banner(across: columns) == nil
                if names, banner.utf8.count <= Self.longestGroup { group = banner } else { remarks.append(banner) }
                continue
            }
            let cells = columns.map { $0 < row.texts.count ? row.texts[$0] : "" }
            // The header again, as where a page ends.
            if cells == columnNames { continue }
            rows.append(Row(cells: cells, line: row.line))
            groups.append(group)
        }
        guard !group.isEmpty else { return }
        if !columnNames.isEmpty { columnNames.insert("", at: 0) }
        for index in rows.indices { rows[index].cells.insert(groups[index], at: 0) }
    }

    /// Most bytes of a text that names a group of rows; a longer one is a remark.
    private static let longestGroup = 120
    /// Most header rows.
    private static let mostHeaderRows = 4

    /// Returns the number of header rows: the marked ones, and the rows into which a header cell reaches or is divided.
    private static func headerHeight(_ rows: ArraySlice<TableGrid.Row>, marked: Bool) -> Int {
        let most = max(min(rows.count - 1, mostHeaderRows), 0)
        var height = rows.prefix { $0.isHeader }.count
        // A table whose cells are all marked has names in its first row only.
        if height == rows.count { height = 1 }
        if height == 0, marked { height = 1 }
        height = min(height, most)
        var index = 0
        while index < height, height < most {
            let row = rows[rows.startIndex + index]
            height = min(max(height, index + row.height, row.isDivided ? index + 2 : 0), most)
            index += 1
        }
        return height
    }

    /// Returns the header texts of a column from top to bottom, each once.
    private static func name(of column: Int, in header: ArraySlice<TableGrid.Row>) -> String {
        var parts: [String] = []
        for row in header where column < row.texts.count {
            let text = row.texts[column]
            if !text.isEmpty, parts.last != text { parts.append(text) }
        }
        return parts.joined(separator: " ")
    }
}

extension TableGrid.Row {
    /// Whether a cell covers several of its columns but not all, as the name of a group of columns does.
    fileprivate var isDivided: Bool { spansColumns.contains(true) && banner == nil }

    /// Returns the text of a row that says one thing across all of `columns`, of which there are at least two.
    fileprivate func banner(across columns: [Int]) -> String? {
        guard let last = columns.last, columns.count > 1, texts.count > last else { return nil }
        return banner
    }
}

/// A data table of a page, written as the lines of a pipe table.
struct HTMLTable {
    /// The caption and the texts above the header that span the table.
    private(set) var titles: [String] = []
    /// Texts below the header that span the table.
    private(set) var remarks: [String] = []
    /// Header row and delimiter row, each with its line end; empty if the table has no header.
    let header: String
    /// The other rows, one a line; the last one has no line end.
    let body: String
    /// Line of the table in the file.
    let line: Int
    /// Line in the file for each line of header and body.
    private(set) var lines: [Int] = []

    /// Reads a table as part of `page`. Returns nil for a layout table: one with text in a single column only, or
    /// without header cells and with headings, code or data tables inside.
    init?(_ node: HTMLNode, in page: inout HTMLExtraction) {
        if node["role"] == "presentation" || node["role"] == "none" { return nil }
        let rows = Self.rows(of: node)
        let hasHeader = rows.contains { row in row.elements.contains { $0.name == "th" } }
        if !hasHeader, node.contains(Self.layoutNames) { return nil }
        // A table of one cell around the page, or of columns beside each other, holds tables with headers of their own.
        if rows.count < 2, node.contains(["table"]) { return nil }
        var grid = TableGrid()
        for row in rows where !page.isLeftOut(row, "tr") {
            let cells = row.elements.filter { $0.name == "td" || $0.name == "th" }
            grid.append(cells.map { Self.cell($0, in: &page) }, line: row.line)
        }
        let table = DataTable(grid)
        guard table.width > 1 else { return nil }
        line = node.line
        if let caption = node.elements.first(where: { $0.name == "caption" }) {
            var inner = HTMLExtraction(caption, inside: page)
            let text = inner.line()
            page.take(over: inner)
            if !text.isEmpty { titles.append(text) }
        }
        titles += table.titles
        remarks = table.remarks
        let pipe = PipeTable(columnNames: table.columnNames, rows: table.rows.map(\.cells))
        header = pipe.header
        body = pipe.body
        if !header.isEmpty { lines = [table.headerLine, table.headerLine] }
        lines += table.rows.map(\.line)
    }

    private static let layoutNames: Set<String> = ["table", "h1", "h2", "h3", "h4", "pre"]

    /// Returns the visible rows of a table, without those of tables inside it.
    private static func rows(of table: HTMLNode) -> [HTMLNode] {
        table.elements.flatMap { child -> [HTMLNode] in
            switch child.name {
            case "tr": [child]
            case "thead", "tbody", "tfoot": child.elements.filter { $0.name == "tr" }
            default: []
            }
        }
    }

    private static func cell(_ node: HTMLNode, in page: inout HTMLExtraction) -> TableGrid.Cell {
        var cell = TableGrid.Cell(text: "", isHeader: node.name == "th" || node.isBold)
        cell.width = span(node["colspan"], most: TableGrid.mostColumns)
        cell.height = span(node["rowspan"], most: 10_000)
        guard !page.isLeftOut(node, "td") else { return cell }
        if node.pointer.pointee.children?.pointee.next == nil, let only = node.children.first?.characters,
            only.utf8.count < 200
        {
            var inline = InlineText()
            inline.append(only)
            cell.text = inline.take()
            return cell
        }
        var inner = HTMLExtraction(node, inside: page)
        cell.text = inner.line()
        page.take(over: inner)
        return cell
    }

    private static func span(_ value: String?, most: Int) -> Int {
        guard let value else { return 1 }
        return min(max(Int(value) ?? 1, 1), most)
    }
}

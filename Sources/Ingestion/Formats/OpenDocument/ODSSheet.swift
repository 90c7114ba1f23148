/// Reads one sheet of an OpenDocument spreadsheet.
struct ODSSheet {
    private(set) var sheet: Sheet
    private let styles: ODFStyles
    private var spans: [Sheet.Span] = []
    /// Number of the next row, counted from 1, and of the next column, counted from 0.
    private var number = 1
    private var column = 0
    private var hasComments = false

    /// Most repetitions of a row that states how often it repeats.
    private static let mostRepeats = 100

    init(_ table: XMLTree.Node, styles: ODFStyles) throws(ReadingError) {
        sheet = Sheet(name: table["name"] ?? "")
        self.styles = styles
        try read(table, isHidden: false)
        sheet.fill(spans)
        if hasComments { sheet.notes.add("comments on cells were left out") }
        sheet.finish()
    }

    /// Reads columns and rows, also those in groups and headers. `isHidden`: whether the group is closed.
    private mutating func read(_ node: XMLTree.Node, isHidden: Bool) throws(ReadingError) {
        for child in node.children {
            switch child.name {
            case "table-column": readColumns(child, isHidden: isHidden)
            case "table-row": try readRow(child, isHidden: isHidden)
            case "shapes": readBoxes(child)
            case "table-column-group", "table-columns", "table-header-columns", "table-row-group", "table-rows",
                "table-header-rows":
                try read(child, isHidden: isHidden || child["display"] == "false")
            default: continue
            }
        }
    }

    private static func count(_ value: String?, most: Int) -> Int { min(max(value.flatMap { Int($0) } ?? 1, 1), most) }

    /// Returns whether a row or column is hidden or filtered out (ODF 1.3, 19.749).
    private static func isHidden(_ node: XMLTree.Node) -> Bool { (node["visibility"] ?? "visible") != "visible" }

    private mutating func readColumns(_ node: XMLTree.Node, isHidden: Bool) {
        let count = Self.count(node["number-columns-repeated"], most: 1 << 20)
        if isHidden || Self.isHidden(node) { sheet.hide(columns: column...column + count - 1) }
        column += count
    }

    private mutating func readRow(_ row: XMLTree.Node, isHidden: Bool) throws(ReadingError) {
        let count = Self.count(row["number-rows-repeated"], most: 1 << 24)
        let cells = cells(of: row)
        if !cells.isEmpty {
            for index in 0..<min(count, Self.mostRepeats) {
                try sheet.append(cells, row: number + index, isHidden: isHidden || Self.isHidden(row))
            }
        }
        number = min(number + count, 1 << 30)
    }

    private mutating func cells(of row: XMLTree.Node) -> [SheetCell] {
        var column = 0
        var cells: [SheetCell] = []
        for node in row.children where node.name == "table-cell" || node.name == "covered-table-cell" {
            let count = Self.count(node["number-columns-repeated"], most: 1 << 20)
            if node.name == "table-cell" {
                let cell = read(node, column: column)
                // One column more than is read shows that something was left out.
                let isEmpty = cell.text.isEmpty && cell.omission == nil
                let end = isEmpty ? column : max(column + 1, min(column + count, Sheet.mostColumns + 1))
                for place in column..<end {
                    cells.append(SheetCell(column: place, text: cell.text, omission: cell.omission))
                }
                let span = Sheet.Span(
                    row: number,
                    column: column,
                    height: Self.count(node["number-rows-spanned"], most: 1 << 20),
                    width: Self.count(node["number-columns-spanned"], most: 1 << 20)
                )
                if span.height > 1 || span.width > 1 { spans.append(span) }
            }
            column += count
        }
        return cells
    }

    /// Reads the text that a cell displays, which the file holds beside its value.
    private mutating func read(_ cell: XMLTree.Node, column: Int) -> SheetCell {
        var lines: [String] = []
        var isCut = false
        var hasText = false
        cell.visit { node in
            if node.name == "annotation" {
                hasComments = true
                return false
            }
            guard node.name == "p" || node.name == "h" else { return true }
            hasText = true
            let run = ODFRun(node, styles: styles)
            isCut = isCut || !run.struck.isEmpty || !run.hidden.isEmpty
            if !run.text.isEmpty { lines.append(run.text) }
            return false
        }
        let text = lines.joined(separator: "\n")
        if !text.isEmpty, styles.strikes(cell["style-name"]) {
            return SheetCell(column: column, text: "", omission: .struck)
        }
        if cell["formula"] != nil, text.hasPrefix("#") && Self.errors.contains(text) || text.hasPrefix("Err:") {
            return SheetCell(column: column, text: "", omission: .error)
        }
        let value = cell["value"] ?? cell["date-value"] ?? cell["time-value"] ?? cell["string-value"]
        if text.isEmpty, !hasText, !isCut, cell["formula"] != nil, value == nil {
            return SheetCell(column: column, text: "", omission: .formula)
        }
        let shown = text.isEmpty && !hasText && !isCut ? value ?? "" : text
        return SheetCell(column: column, text: shown, omission: isCut ? .struck : nil)
    }

    /// Texts of formulas that have no result.
    private static let errors: Set<String> = ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]

    /// Reads the texts of boxes that lie on the sheet.
    private mutating func readBoxes(_ shapes: XMLTree.Node) {
        for shape in shapes.children {
            var lines: [String] = []
            shape.visit { node in
                guard node.name == "p" || node.name == "h" else { return true }
                lines.append(ODFRun(node, styles: styles).text)
                return false
            }
            let text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
            if !text.isEmpty { sheet.boxes.append(text) }
        }
    }
}

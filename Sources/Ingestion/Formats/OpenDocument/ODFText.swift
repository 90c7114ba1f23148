/// Converts the body of an OpenDocument text to blocks.
struct ODFText {
    private(set) var writer = BlockWriter()
    /// Text of the first paragraph, if it has the title style.
    private(set) var title: String?
    /// Parts that were left out.
    private(set) var omissions = Omissions()
    private let styles: ODFStyles

    init(styles: ODFStyles) { self.styles = styles }

    /// Reads everything below `node`.
    mutating func read(_ node: XMLTree.Node) {
        for child in node.children {
            switch child.name {
            case "h": heading(child)
            case "p": paragraph(child)
            case "list": list(child, style: nil, depth: 1)
            case "table": table(child)
            case nil: continue
            case let name? where Self.skippedElements.contains(name): continue
            default: read(child)
            }
        }
    }

    /// Elements that are not read: generated indexes, deleted text, and elements without text.
    private static let skippedElements: Set<String> = [
        "tracked-changes", "table-of-content", "alphabetical-index", "illustration-index", "table-index",
        "object-index",
        "user-index", "forms", "annotation", "sequence-decls", "variable-decls", "user-field-decls", "desc", "title",
    ]

    private mutating func heading(_ node: XMLTree.Node) {
        let run = run(node)
        writer.write(heading: run.text, level: node["outline-level"].flatMap { Int($0) } ?? 1)
        readAside(run)
    }

    private mutating func paragraph(_ node: XMLTree.Node, marker: String? = nil) {
        let run = run(node)
        if marker == nil, title == nil, writer.blocks.isEmpty, !run.text.isEmpty,
            styles.style(node["style-name"], is: "Title")
        {
            title = run.text.replacing("\n", with: " ")
            writer.write(heading: run.text, level: 1)
        } else if !run.text.isEmpty {
            writer.write((marker ?? "") + run.text, isItem: marker != nil)
        }
        readAside(run)
    }

    /// Returns the text of a paragraph, and notes what of it was left out.
    private mutating func run(_ node: XMLTree.Node) -> ODFRun {
        let run = ODFRun(node, styles: styles)
        omissions.addStruck(run.struck)
        omissions.addHidden(run.hidden)
        return run
    }

    private mutating func readAside(_ run: ODFRun) {
        for note in run.notes { read(note) }
        for frame in run.frames { read(frame) }
    }

    /// Reads a list. `style` is that of the enclosing list, which applies to lists inside it.
    private mutating func list(_ node: XMLTree.Node, style: String?, depth: Int) {
        let style = node["style-name"] ?? style
        let indent = String(repeating: "  ", count: depth - 1)
        var number = 0
        for item in node.children where item.name == "list-item" || item.name == "list-header" {
            let start = item["start-value"].flatMap { Int($0) }
            number = min(max(start ?? number + 1, 0), 1_000_000)
            let end = styles.numberEnd(ofList: style, level: depth)
            var marker = indent + (item.name == "list-header" ? "" : end.map { "\(number)\($0) " } ?? "- ")
            for child in item.children {
                switch child.name {
                case "p":
                    paragraph(child, marker: marker)
                    marker = indent + "  "
                case "h": heading(child)
                case "list": list(child, style: style, depth: depth + 1)
                default: read(child)
                }
            }
        }
    }

    /// Reads a table. One with text in a single column, or with tables inside, only serves the layout.
    private mutating func table(_ node: XMLTree.Node) {
        guard !node.contains(["table"]) else { return read(node) }
        var left = omissions
        let grid = ODFTable(node, styles: styles, &left) { isHeading(row: $0) }.grid
        omissions = left
        let table = DataTable(grid, marked: grid.firstRowNamesColumns)
        guard table.width > 1 else { return read(node) }
        writer.write(table)
        node.visit { inner in
            if inner.name == "p" { for note in ODFRun(inner).notes { read(note) } }
            return inner.name != "p"
        }
    }

    /// Returns whether all cells of a row have the style that LibreOffice gives header cells.
    private func isHeading(row: XMLTree.Node) -> Bool {
        let cells = row.children("table-cell").map { $0.first("p") }
        return !cells.isEmpty && cells.allSatisfy { styles.style($0?["style-name"], is: "Table_20_Heading") }
    }
}

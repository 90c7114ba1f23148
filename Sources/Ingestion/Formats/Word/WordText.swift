/// Converts the body of a Word document to blocks.
struct WordText {
    private(set) var writer = BlockWriter()
    /// Indices of the blocks that are bold from end to end and no sentence.
    private(set) var boldParagraphs: Set<Int> = []
    /// Text of the first paragraph, if it has the title style.
    private(set) var title: String?
    /// Parts that were left out.
    private(set) var omissions = Omissions()
    private let styles: WordStyles
    private var numbering: WordNumbering
    /// Notes that are not written yet; each stands behind the paragraph that refers to it first.
    private var notes: [WordNote: String]
    /// Texts of the files that the body includes, by their relationship.
    private let included: [String: String]

    init(styles: WordStyles, numbering: WordNumbering, notes: [WordNote: String], included: [String: String]) {
        self.styles = styles
        self.numbering = numbering
        self.notes = notes
        self.included = included
    }

    /// Reads the paragraphs and tables below `node`.
    mutating func read(_ node: XMLTree.Node) {
        for child in node.children {
            switch child.name {
            case "p": paragraph(child)
            case "tbl": table(child)
            case "altChunk": include(child)
            case "sdt" where Self.isContents(child): continue
            case "del", "moveFrom", "sectPr": continue
            case nil: continue
            default: read(child)
            }
        }
    }

    private mutating func include(_ node: XMLTree.Node) {
        guard let text = node["id"].flatMap({ included[$0] }) else {
            return omissions.note("an included file that kefu cannot read")
        }
        for paragraph in text.split(separator: "\n\n") { writer.write(String(paragraph)) }
    }

    private mutating func paragraph(_ node: XMLTree.Node) {
        let properties = node.first("pPr")
        let style = properties?.first("pStyle")?["val"]
        let run = run(node)
        defer {
            for note in run.notes { notes.removeValue(forKey: note).map { writer.write($0) } }
            for box in run.textBoxes { read(box) }
        }
        guard !run.text.isEmpty, !styles.isContents(style) else { return }
        let place = place(of: properties)
        if styles.isTitle(style), title == nil, writer.blocks.isEmpty {
            title = run.text.replacing("\n", with: " ")
            writer.write(heading: run.text, level: 1)
        } else if let level = outlineLevel(properties) ?? styles.headingLevel(style) {
            let label = place.flatMap { numbering.headingLabel(at: $0) }
            writer.write(heading: (label.map { $0 + " " } ?? "") + run.text, level: level)
        } else if let place {
            writer.write(numbering.marker(at: place) + run.text, isItem: true)
        } else if run.isBold, Self.looksLikeHeading(run.text) {
            boldParagraphs.insert(writer.blocks.count)
            writer.write(run.text)
        } else {
            writer.write(run.text)
        }
    }

    /// Returns the text of a paragraph, and notes what of it was left out.
    private mutating func run(_ node: XMLTree.Node) -> WordRun {
        let run = WordRun(node, styles: styles)
        omissions.addHidden(run.hidden)
        omissions.addStruck(run.struck)
        return run
    }

    private func place(of properties: XMLTree.Node?) -> WordNumbering.Place? {
        let own = properties?.first("numPr")
        let style = styles.list(properties?.first("pStyle")?["val"])
        guard let own else { return style }
        // A paragraph may change only the level of its style's list.
        return WordNumbering.Place(own, list: style?.list)
    }

    private func outlineLevel(_ properties: XMLTree.Node?) -> Int? {
        properties?.first("outlineLvl")?["val"].flatMap { Int($0) }.flatMap { (0..<9).contains($0) ? $0 + 1 : nil }
    }

    /// Returns whether a bold paragraph is short and no sentence.
    private static func looksLikeHeading(_ text: String) -> Bool {
        guard let last = text.unicodeScalars.last, !text.contains("\n"), text.utf8.count <= 120 else { return false }
        return !"。.！!；;，,：:、".unicodeScalars.contains(last) && text.contains(where: \.isLetter)
    }

    /// Reads a table. One with text in a single column or row of tables only serves the layout, and is read cell by
    /// cell.
    private mutating func table(_ node: XMLTree.Node) {
        let rows = WordTable.rows(of: node)
        let nested = rows.count { $0.contains(["tbl"]) }
        if nested > 0, rows.count == 1 || nested * 2 > rows.count { return read(node) }
        var beside: [WordNote] = []
        // A table that turns out to be a layout is read a second time, so the numbers must not be counted twice.
        let before = (numbering, omissions)
        let cells = WordTable(node) { cell(of: $0, notes: &beside) }
        let grid = cells.grid
        let marked = cells.marked && grid.firstRowCanBeHeader || grid.firstRowNamesColumns
        let table = DataTable(grid, marked: marked)
        guard table.width > 1 else {
            (numbering, omissions) = before
            return read(node)
        }
        writer.write(table)
        for note in beside { notes.removeValue(forKey: note).map { writer.write($0) } }
    }

    /// Returns the text of a cell: its paragraphs with the markers of list items, its text boxes, and the rows of
    /// tables inside it.
    private mutating func cell(of node: XMLTree.Node, notes: inout [WordNote]) -> String {
        var parts: [String] = []
        for child in node.children {
            switch child.name {
            case "p":
                let run = run(child)
                notes += run.notes
                let text = run.text.replacing("\n", with: " ").replacing("\t", with: " ")
                let place = text.isEmpty ? nil : place(of: child.first("pPr"))
                parts.append((place.map { String(numbering.marker(at: $0).drop { $0 == " " }) } ?? "") + text)
                for box in run.textBoxes { parts.append(cell(of: box, notes: &notes)) }
            case "tr":
                let cells = WordTable.cells(of: child).map { cell(of: $0, notes: &notes) }
                parts.append(cells.joined(separator: ", ") + ";")
            case "del", "moveFrom", nil: continue
            default: parts.append(cell(of: child, notes: &notes))
            }
        }
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// Returns whether the element is a table of contents that Word generated.
    private static func isContents(_ node: XMLTree.Node) -> Bool {
        node.first("sdtPr")?.first("docPartObj")?.first("docPartGallery")?["val"] == "Table of Contents"
    }
}

/// Converts the body of a Word document to blocks.
struct WordText {
    private(set) var writer = BlockWriter()
    /// Text of the first paragraph, if it has the title style.
    private(set) var title: String?
    private let styles: WordStyles
    private var numbering: WordNumbering
    private let notes: [WordNote: String]

    init(styles: WordStyles, numbering: WordNumbering, notes: [WordNote: String]) {
        self.styles = styles
        self.numbering = numbering
        self.notes = notes
    }

    /// Reads the paragraphs and tables below `node`.
    mutating func read(_ node: XMLTree.Node) {
        for child in node.children {
            switch child.name {
            case "p": paragraph(child)
            case "tbl": table(child)
            case "sdt" where Self.isContents(child): continue
            case "del", "moveFrom", "sectPr": continue
            case nil: continue
            default: read(child)
            }
        }
    }

    private mutating func paragraph(_ node: XMLTree.Node) {
        let properties = node.first("pPr")
        let style = properties?.first("pStyle")?["val"]
        let content = WordRun.text(of: node)
        defer {
            for note in content.notes { notes[note].map { writer.write($0) } }
            for box in content.textBoxes { read(box) }
        }
        guard !content.text.isEmpty, !styles.isContents(style) else { return }
        let place =
            properties?.first("numPr") != nil
            ? WordNumbering.Place(properties?.first("numPr")) : styles.list(style)
        if styles.isTitle(style), title == nil, writer.blocks.isEmpty {
            title = content.text.replacing("\n", with: " ")
            writer.write(heading: content.text, level: 1)
        } else if let level = outlineLevel(properties) ?? styles.headingLevel(style) {
            let label = place.flatMap { numbering.headingLabel(at: $0) }
            writer.write(heading: (label.map { $0 + " " } ?? "") + content.text, level: level)
        } else if let place {
            writer.write(numbering.marker(at: place) + content.text, isItem: true)
        } else {
            writer.write(content.text)
        }
    }

    private func outlineLevel(_ properties: XMLTree.Node?) -> Int? {
        properties?.first("outlineLvl")?["val"].flatMap { Int($0) }.flatMap { (0..<9).contains($0) ? $0 + 1 : nil }
    }

    /// Reads a table. One with text in a single column only serves the layout, and one with tables inside is read cell
    /// by cell.
    private mutating func table(_ node: XMLTree.Node) {
        let rows =
            Array(node.children("tr"))
            + node.children("sdt").flatMap { $0.first("sdtContent")?.children("tr").map { $0 } ?? [] }
        let isLayout = node.children.contains { $0.contains(["tbl"]) }
        let cells = isLayout ? [] : WordTable.cells(of: rows)
        let columns = Set(cells.flatMap { row in row.indices.filter { !row[$0].isEmpty } })
        guard columns.count > 1 else { return read(node) }
        let look = node.first("tblPr")?.first("tblLook")
        // Bit 0x20 of the older attribute means the same (ECMA-376, 17.4.56).
        let marksFirst =
            look?["firstRow"] == "1" || look?["val"].flatMap { Int($0, radix: 16) }.map { $0 & 0x20 != 0 } == true
        let hasHeader = rows.first?.first("trPr")?.first("tblHeader") != nil || marksFirst || look == nil
        writer.write(PipeTable(cells, hasHeader: hasHeader && cells[0].allSatisfy { !$0.isEmpty }))
        for row in rows { row.visit { noteReferences($0) } }
    }

    private mutating func noteReferences(_ node: XMLTree.Node) -> Bool {
        let kind: WordNote.Kind? =
            switch node.name {
            case "footnoteReference": .footnotes
            case "endnoteReference": .endnotes
            default: nil
            }
        if let kind, let id = node["id"], let note = notes[WordNote(kind: kind, id: id)] { writer.write(note) }
        return true
    }

    /// Returns whether the element is a table of contents that Word generated.
    private static func isContents(_ node: XMLTree.Node) -> Bool {
        node.first("sdtPr")?.first("docPartObj")?.first("docPartGallery")?["val"] == "Table of Contents"
    }
}

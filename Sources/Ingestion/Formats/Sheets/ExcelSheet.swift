/// Reads one sheet of an Excel workbook.
enum ExcelSheet {
    /// Reads the sheet at `place`; nil if the archive lacks it.
    static func read(
        _ place: (name: String, path: String),
        in archive: inout ZipArchive,
        parts: ExcelParts
    ) throws(ReadingError) -> Sheet? {
        guard let bytes = try archive.part(place.path) else { return nil }
        var sheet = Sheet(name: place.name)
        var spans: [Sheet.Span] = []
        var last = 0
        try XMLStream.read([UInt8](bytes), part: place.path, elements: ["col", "row", "mergeCell"]) {
            (node) throws(ReadingError) in
            switch node.name {
            case "col": if isHidden(node, size: "width") { columns(of: node).map { sheet.hide(columns: $0) } }
            case "mergeCell": node["ref"].flatMap(Sheet.Span.init).map { spans.append($0) }
            default:
                last = node["r"].flatMap { Int($0) } ?? last + 1
                try sheet.append(parts.cells(of: node), row: last, isHidden: isHidden(node, size: "ht"))
            }
        }
        sheet.fill(spans)
        for (_, relation) in try archive.relations(of: place.path) {
            if relation.kind.hasSuffix("/comments") { sheet.notes.add("comments on cells were left out") }
            if relation.kind.hasSuffix("/drawing") { try readBoxes(relation.path, of: &archive, into: &sheet) }
        }
        sheet.finish()
        return sheet
    }

    /// Returns whether a row or a column is hidden, or has no size. Groups that are closed hide theirs as well.
    private static func isHidden(_ node: XMLTree.Node, size: String) -> Bool {
        node["hidden"] == "1" || node["hidden"] == "true" || node[size].flatMap { Double($0) } == 0
    }

    private static func columns(of node: XMLTree.Node) -> ClosedRange<Int>? {
        guard let first = node["min"].flatMap({ Int($0) }), let last = node["max"].flatMap({ Int($0) }),
            first >= 1, first <= last
        else { return nil }
        return first - 1...last - 1
    }

    /// Adds the texts of boxes (ECMA-376, 20.5.2.33), one paragraph a line.
    private static func readBoxes(_ path: String, of archive: inout ZipArchive, into sheet: inout Sheet)
        throws(ReadingError)
    {
        guard let drawing = try archive.xmlIfAny(path) else { return }
        var pictures = 0
        try drawing.withRoot { root in
            root.visit { node in
                if node.name == "pic" { pictures += 1 }
                guard node.name == "txBody" else { return true }
                let lines = node.children("p").map { paragraph in
                    var line = ""
                    paragraph.visit { inner in
                        if inner.name == "t" { line += inner.text }
                        return inner.name != "t"
                    }
                    return String(line[...].trimmingBlanks())
                }
                let text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
                if !text.isEmpty { sheet.boxes.append(text) }
                return false
            }
        }
        if pictures > 0 {
            sheet.notes.add(pictures == 1 ? "1 picture was not read" : "\(pictures) pictures were not read")
        }
    }
}

extension Sheet.Span {
    /// Parses a reference such as `A2:B5`; nil for anything else.
    fileprivate init?(_ reference: String) {
        let ends = reference.split(separator: ":").compactMap { ExcelParts.place(String($0)) }
        guard ends.count == 2, ends[1].row >= ends[0].row, ends[1].column >= ends[0].column else { return nil }
        self.init(
            row: ends[0].row,
            column: ends[0].column,
            height: ends[1].row - ends[0].row + 1,
            width: ends[1].column - ends[0].column + 1
        )
    }
}

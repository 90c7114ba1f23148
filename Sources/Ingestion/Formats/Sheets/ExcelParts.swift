import Foundation

/// The parts of an Excel workbook that its sheets refer to: names and paths of sheets, shared texts and cell formats.
struct ExcelParts: Sendable {
    /// Visible sheets in order.
    let sheets: [(name: String, path: String)]
    private var texts: [String] = []
    /// Formats by the number that cells refer to.
    private var formats: [CellFormat] = []
    private let countsFrom1904: Bool

    init(_ archive: inout ZipArchive) throws(ReadingError) {
        let targets = try Self.targets(&archive)
        let workbook = try archive.xml("xl/workbook.xml")
        (sheets, countsFrom1904) = try workbook.withRoot { root in
            let sheets = root.first("sheets")?.children("sheet").compactMap { sheet -> (name: String, path: String)? in
                guard sheet["state"] == nil || sheet["state"] == "visible",
                    let path = sheet["id"].flatMap({ targets[$0] })
                else { return nil }
                return (sheet["name"] ?? "", path)
            }
            let base = root.first("workbookPr")?["date1904"]
            return (sheets ?? [], base == "1" || base == "true")
        }
        if let styles = try archive.xmlIfAny("xl/styles.xml") { formats = try styles.withRoot { Self.formats($0) } }
        if let bytes = try archive.part("xl/sharedStrings.xml") {
            try XMLStream.read([UInt8](bytes), part: "xl/sharedStrings.xml", elements: ["si"]) {
                texts.append(Self.text(of: $0))
            }
        }
    }

    /// Returns the cells of a `<row>` by column, counted from 0.
    func cells(of row: XMLTree.Node) -> [(column: Int, text: String)] {
        var next = 0
        return row.children("c").map { cell in
            let column = cell["r"].flatMap { Self.place($0)?.column } ?? next
            next = column + 1
            return (column, text(ofCell: cell))
        }
    }

    private func text(ofCell cell: XMLTree.Node) -> String {
        let value = cell.first("v")?.text
        switch cell["t"] ?? "n" {
        case "s": return value.flatMap { Int($0) }.flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? ""
        case "inlineStr": return cell.first("is").map(Self.text) ?? ""
        case "str": return Self.unescaped(value ?? "")
        case "b": return value == "1" ? "TRUE" : "FALSE"
        // An error such as `#N/A`, which is of no use to a customer.
        case "e": return ""
        case "d": return value?.replacing("T", with: " ") ?? ""
        default:
            guard let value, let number = Double(value) else { return value ?? "" }
            let style = cell["s"].flatMap { Int($0) } ?? 0
            let format = formats.indices.contains(style) ? formats[style] : .general
            return format.text(number, from1904: countsFrom1904)
        }
    }

    /// Returns the text of runs, without the ruby text above Chinese and Japanese characters.
    private static func text(of node: XMLTree.Node) -> String {
        let text = node.children.reduce(into: "") { text, child in
            if child.name == "t" { text += child.text }
            if child.name == "r" { text += child.children("t").reduce(into: "") { $0 += $1.text } }
        }
        return unescaped(text)
    }

    /// Decodes characters that XML cannot contain: they are written as `_x000D_`, and the `_` of a text that looks like
    /// this as `_x005F_` (ECMA-376, 22.9.2.19).
    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        return text.replacing(/_x([0-9A-Fa-f]{4})_/) { mark in
            UInt32(mark.1, radix: 16).flatMap(Unicode.Scalar.init).map(String.init) ?? String(mark.0)
        }
    }

    private static func formats(_ root: XMLTree.Node) -> [CellFormat] {
        var codes: [Int: CellFormat] = [:]
        for format in root.first("numFmts")?.children("numFmt").map({ $0 }) ?? [] {
            guard let id = format["numFmtId"].flatMap({ Int($0) }), let code = format["formatCode"] else { continue }
            codes[id] = CellFormat(code: code)
        }
        return root.first("cellXfs")?.children("xf").map { style in
            let id = style["numFmtId"].flatMap { Int($0) } ?? 0
            return codes[id] ?? CellFormat(builtIn: id)
        } ?? []
    }

    /// Returns the paths of the workbook's parts by their ids.
    private static func targets(_ archive: inout ZipArchive) throws(ReadingError) -> [String: String] {
        guard let relations = try archive.xmlIfAny("xl/_rels/workbook.xml.rels") else { return [:] }
        return try relations.withRoot { root in
            var targets: [String: String] = [:]
            for relation in root.children("Relationship") {
                guard let id = relation["Id"], let target = relation["Target"] else { continue }
                targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
            }
            return targets
        }
    }

    /// Parses a reference such as `BC12` into a column, counted from 0, and a row, counted from 1; nil for anything
    /// else.
    static func place(_ reference: String) -> (column: Int, row: Int)? {
        var column = 0
        var row = 0
        for byte in reference.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0 && column < 100_000:
                column = column * 26 + Int(byte) - 64
            case UInt8(ascii: "0")...UInt8(ascii: "9") where row < 100_000_000: row = row * 10 + Int(byte) - 48
            case UInt8(ascii: "$"): continue
            default: return nil
            }
        }
        return column > 0 && row > 0 ? (column - 1, row) : nil
    }
}

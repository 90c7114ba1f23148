/// The parts of an Excel workbook that its sheets refer to: names and paths of sheets, shared texts and cell formats.
struct ExcelParts: Sendable {
    /// Visible sheets in order.
    let sheets: [(name: String, path: String)]
    /// Notes about sheets that are not read.
    let notes: [String]
    private var texts: [SharedText] = []
    private var styles = ExcelStyles()
    private let countsFrom1904: Bool

    /// A text of several cells.
    private struct SharedText: Sendable {
        var text = ""
        /// Whether a part of it is struck through and left out.
        var isCut = false
    }

    private let keepsStruck: Bool
    private let usesISODates: Bool

    /// Reads the parts. `keepsStruck`: whether texts that are struck through are read; `usesISODates`: whether dates
    /// are written in ISO 8601 instead of the way that the sheet displays them.
    init(_ archive: inout ZipArchive, keepsStruck: Bool = false, usesISODates: Bool = false) throws(ReadingError) {
        self.usesISODates = usesISODates
        self.keepsStruck = keepsStruck
        let targets = try archive.relations(of: "xl/workbook.xml")
        let workbook = try archive.xml("xl/workbook.xml")
        (sheets, notes, countsFrom1904) = try workbook.withRoot { root in
            var sheets: [(name: String, path: String)] = []
            var notes: [String] = []
            for sheet in root.first("sheets")?.children("sheet").map({ $0 }) ?? [] {
                guard let target = sheet["id"].flatMap({ targets[$0] }) else { continue }
                let name = sheet["name"] ?? ""
                if target.kind.hasSuffix("chartsheet") || target.kind.hasSuffix("dialogsheet")
                    || target.kind.hasSuffix("acrosheet")
                {
                    notes.append("sheet \(name) was not read, because it holds no cells")
                } else if sheet["state"] ?? "visible" != "visible" {
                    notes.append("hidden sheet \(name) was left out")
                } else {
                    sheets.append((name, target.path))
                }
            }
            let base = root.first("workbookPr")?["date1904"]
            return (sheets, notes, base == "1" || base == "true")
        }
        if let part = try archive.xmlIfAny("xl/styles.xml") { styles = try part.withRoot { ExcelStyles($0) } }
        if let bytes = try archive.part("xl/sharedStrings.xml") {
            try XMLStream.read([UInt8](bytes), part: "xl/sharedStrings.xml", elements: ["si"]) {
                texts.append(Self.text(of: $0, keepsStruck: keepsStruck))
            }
        }
    }

    /// Returns the cells of a `<row>`.
    func cells(of row: XMLTree.Node) -> [SheetCell] {
        var next = 0
        return row.children("c").map { cell in
            let column = cell["r"].flatMap { Self.place($0)?.column } ?? next
            next = column + 1
            return read(cell, column: column)
        }
    }

    private func read(_ cell: XMLTree.Node, column: Int) -> SheetCell {
        let value = cell.first("v")?.text
        let style = cell["s"].flatMap { Int($0) } ?? 0
        var text = ""
        var omission: SheetCell.Omission?
        func show(_ shared: SharedText) {
            text = styles.format(of: style).text(shared.text)
            if shared.isCut { omission = .struck }
        }
        switch cell["t"] ?? "n" {
        case "s": if let index = value.flatMap({ Int($0) }), texts.indices.contains(index) { show(texts[index]) }
        case "inlineStr": cell.first("is").map { show(Self.text(of: $0, keepsStruck: keepsStruck)) }
        case "str": show(SharedText(text: Self.unescaped(value ?? "")))
        case "b": text = value == "1" ? "TRUE" : "FALSE"
        // An error such as `#N/A`, which is of no use to a customer.
        case "e": omission = .error
        case "d": text = value?.replacing("T", with: " ") ?? ""
        default:
            if let value, let number = Double(value) {
                var format = styles.format(of: style)
                if usesISODates, format.showsDay {
                    format = number == number.rounded(.down) ? .isoDate : .isoTime
                }
                text = format.text(number, from1904: countsFrom1904)
            } else {
                text = value ?? ""
                // Only a program that calculates writes the value of a formula.
                if text.isEmpty, cell.first("f") != nil { omission = .formula }
            }
        }
        if !text.isEmpty, !keepsStruck, styles.isStruck(style) {
            text = ""
            omission = .struck
        }
        return SheetCell(column: column, text: text, omission: omission)
    }

    /// Returns the text of runs, without those that are struck through and without the ruby text above Chinese and
    /// Japanese characters.
    private static func text(of node: XMLTree.Node, keepsStruck: Bool) -> SharedText {
        var text = ""
        var isCut = false
        for child in node.children {
            if child.name == "t" { text += child.text }
            guard child.name == "r" else { continue }
            let run = child.children("t").reduce(into: "") { $0 += $1.text }
            if !keepsStruck, child.first("rPr").map(ExcelStyles.isStruck) == true {
                isCut = isCut || run.contains { !$0.isWhitespace }
            } else {
                text += run
            }
        }
        return SharedText(text: unescaped(text), isCut: isCut)
    }

    /// Decodes characters that XML cannot contain: they are written as `_x000D_`, and the `_` of a text that looks like
    /// this as `_x005F_` (ECMA-376, 22.9.2.19).
    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
        return text.replacing(/_x([0-9A-Fa-f]{4})_/) { mark in
            UInt32(mark.1, radix: 16).flatMap(Unicode.Scalar.init).map(String.init) ?? String(mark.0)
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

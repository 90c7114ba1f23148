/// The cell styles of an Excel workbook, as far as the text depends on them, by the number that cells refer to.
struct ExcelStyles: Sendable {
    private var formats: [NumberFormat] = []
    /// Styles whose texts are struck through.
    private var struck: Set<Int> = []

    init() {}

    /// Reads the root of `styles.xml`.
    init(_ root: XMLTree.Node) {
        var codes: [Int: NumberFormat] = [:]
        for format in root.first("numFmts")?.children("numFmt").map({ $0 }) ?? [] {
            guard let id = format["numFmtId"].flatMap({ Int($0) }), let code = format["formatCode"] else { continue }
            codes[id] = NumberFormat(code: code)
        }
        let fonts = root.first("fonts")?.children("font").map(Self.isStruck) ?? []
        for (index, style) in (root.first("cellXfs")?.children("xf").map { $0 } ?? []).enumerated() {
            let id = style["numFmtId"].flatMap { Int($0) } ?? 0
            let format = codes[id] ?? NumberFormat(builtIn: id)
            codes[id] = format
            formats.append(format)
            if let font = style["fontId"].flatMap({ Int($0) }), fonts.indices.contains(font), fonts[font] {
                struck.insert(index)
            }
        }
    }

    func format(of style: Int) -> NumberFormat { formats.indices.contains(style) ? formats[style] : .general }

    func isStruck(_ style: Int) -> Bool { struck.contains(style) }

    /// Returns whether a font, or the properties of a run, strike the text through.
    static func isStruck(_ font: XMLTree.Node) -> Bool {
        guard let strike = font.first("strike") else { return false }
        return strike["val"] != "0" && strike["val"] != "false"
    }
}

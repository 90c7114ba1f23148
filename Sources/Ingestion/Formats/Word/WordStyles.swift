/// The styles of a Word document that mark headings, lists, and text that is hidden, struck or bold.
struct WordStyles: Sendable {
    /// Properties of characters that decide whether they are read.
    struct Marks: Sendable, Hashable {
        var isHidden = false
        var isStruck = false
        var isBold = false
    }

    private struct Style: Sendable {
        /// Name such as `heading 1`, in English in every language version of Word.
        let name: String
        let parent: String?
        /// 0 for level 1; 9 for body text.
        let outlineLevel: Int?
        let list: WordNumbering.Place?
        let isHidden: Bool?
        let isStruck: Bool?
        let isBold: Bool?
    }

    private var styles: [String: Style] = [:]

    init() {}

    /// Reads the root of `word/styles.xml`.
    init(_ root: XMLTree.Node) {
        for node in root.children("style") {
            guard let id = node["styleId"] else { continue }
            let properties = node.first("pPr")
            let marks = node.first("rPr")
            styles[id] = Style(
                name: node.first("name")?["val"]?.lowercased() ?? "",
                parent: node.first("basedOn")?["val"],
                outlineLevel: properties?.first("outlineLvl")?["val"].flatMap { Int($0) },
                list: WordNumbering.Place(properties?.first("numPr")),
                isHidden: marks.flatMap(Self.isHidden),
                isStruck: marks.flatMap(Self.isStruck),
                isBold: marks?.first("b").map(WordRun.isOn)
            )
        }
    }

    func isTitle(_ id: String?) -> Bool {
        guard let id else { return false }
        return styles[id].map { $0.name == "title" } ?? (id == "Title")
    }

    /// Returns the level of a heading, counted from 1, from the style or its ancestors; nil if it is not a heading.
    func headingLevel(_ id: String?) -> Int? {
        for style in chain(id) {
            if let level = style.outlineLevel { return level < 9 ? level + 1 : nil }
            for prefix in ["heading ", "标题 ", "標題 "] where style.name.hasPrefix(prefix) {
                if let level = Int(style.name.dropFirst(prefix.count)), (1...9).contains(level) { return level }
            }
        }
        guard let id, styles[id] == nil, id.hasPrefix("Heading"), let level = Int(id.dropFirst(7)) else { return nil }
        return (1...9).contains(level) ? level : nil
    }

    /// Returns the list of the style's paragraphs.
    func list(_ id: String?) -> WordNumbering.Place? { chain(id).lazy.compactMap(\.list).first }

    /// Returns whether the style is for entries of a table of contents.
    func isContents(_ id: String?) -> Bool {
        chain(id).contains { $0.name.hasPrefix("toc ") || $0.name == "table of figures" }
    }

    /// Returns what a paragraph style says about the characters of its paragraphs.
    func marks(of id: String?) -> Marks { marks(of: id, over: Marks()) }

    /// Returns what `properties` of a run, its character style, and the paragraph's style say, in this order.
    func marks(of properties: XMLTree.Node, over base: Marks) -> Marks {
        var marks = marks(of: properties.first("rStyle")?["val"], over: base)
        if let isHidden = Self.isHidden(properties) { marks.isHidden = isHidden }
        if let isStruck = Self.isStruck(properties) { marks.isStruck = isStruck }
        if let bold = properties.first("b") { marks.isBold = WordRun.isOn(bold) }
        return marks
    }

    private func marks(of id: String?, over base: Marks) -> Marks {
        guard let id, styles[id] != nil else { return base }
        let chain = chain(id)
        return Marks(
            isHidden: chain.lazy.compactMap(\.isHidden).first ?? base.isHidden,
            isStruck: chain.lazy.compactMap(\.isStruck).first ?? base.isStruck,
            isBold: chain.lazy.compactMap(\.isBold).first ?? base.isBold
        )
    }

    private static func isHidden(_ properties: XMLTree.Node) -> Bool? { properties.first("vanish").map(WordRun.isOn) }

    private static func isStruck(_ properties: XMLTree.Node) -> Bool? {
        let marks = ["strike", "dstrike"].compactMap { properties.first($0) }
        return marks.isEmpty ? nil : marks.contains(where: WordRun.isOn)
    }

    /// Returns a style and its ancestors. Damaged files contain cycles.
    private func chain(_ id: String?) -> [Style] {
        var chain: [Style] = []
        var next = id
        while let id = next, let style = styles[id], chain.count < 12 {
            chain.append(style)
            next = style.parent
        }
        return chain
    }
}

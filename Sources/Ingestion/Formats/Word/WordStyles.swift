/// The paragraph styles of a Word document: which of them are headings or lists.
struct WordStyles: Sendable {
    private struct Style: Sendable {
        /// In English whatever the language of the program, such as `heading 1`.
        let name: String
        let parent: String?
        /// 0 for level 1; 9 for body text.
        let outlineLevel: Int?
        let list: WordNumbering.Place?
    }

    private var styles: [String: Style] = [:]

    init() {}

    /// From the root of `word/styles.xml`.
    init(_ root: XMLTree.Node) {
        for node in root.children("style") {
            guard let id = node["styleId"] else { continue }
            let properties = node.first("pPr")
            styles[id] = Style(
                name: node.first("name")?["val"]?.lowercased() ?? "",
                parent: node.first("basedOn")?["val"],
                outlineLevel: properties?.first("outlineLvl")?["val"].flatMap { Int($0) },
                list: WordNumbering.Place(properties?.first("numPr"))
            )
        }
    }

    func isTitle(_ id: String?) -> Bool {
        guard let id else { return false }
        return styles[id].map { $0.name == "title" } ?? (id == "Title")
    }

    /// Level of a heading from 1, from the style or the one it is based on; nil for no heading.
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

    /// The list that paragraphs of a style stand in.
    func list(_ id: String?) -> WordNumbering.Place? { chain(id).lazy.compactMap(\.list).first }

    /// Whether a style is that of an entry in the table of contents.
    func isContents(_ id: String?) -> Bool {
        chain(id).contains { $0.name.hasPrefix("toc ") || $0.name == "table of figures" }
    }

    /// A style and those it is based on. Damaged files have circles.
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

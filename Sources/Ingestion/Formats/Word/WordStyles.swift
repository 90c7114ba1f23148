/// The paragraph styles of a Word document that mark headings and lists.
struct WordStyles: Sendable {
    private struct Style: Sendable {
        /// Name such as `heading 1`, in English in every language version of Word.
        let name: String
        let parent: String?
        /// 0 for level 1; 9 for body text.
        let outlineLevel: Int?
        let list: WordNumbering.Place?
    }

    private var styles: [String: Style] = [:]

    init() {}

    /// Reads the root of `word/styles.xml`.
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

/// What a file of OpenDocument says of its styles, as far as it matters to a reader of the text.
struct ODFStyles: Sendable {
    /// By the name of a style, the one it is made from.
    private var parents: [String: String] = [:]
    /// Styles of tables that are not shown.
    private(set) var hiddenTables: Set<String> = []
    /// By the name of a list style, what stands behind the number on each level; nil for bullets.
    private var lists: [String: [Int: String?]] = [:]

    /// Adds the styles below the root of `content.xml` or `styles.xml`.
    mutating func add(_ root: XMLTree.Node) {
        for part in root.children where part.name == "automatic-styles" || part.name == "styles" {
            for node in part.children { add(style: node) }
        }
    }

    /// Whether a paragraph is in a style, such as `Title`, or in one that is made from it.
    func style(_ name: String?, is wanted: String) -> Bool {
        var next = name
        // Damaged files have circles.
        for _ in 0..<12 {
            guard let name = next else { return false }
            if name == wanted { return true }
            next = parents[name]
        }
        return false
    }

    /// What stands behind the number of an item, such as `.`; nil for a bullet, or where the style is unknown.
    func numberEnd(ofList style: String?, level: Int) -> String? { style.flatMap { lists[$0]?[level] ?? nil } }

    private mutating func add(style node: XMLTree.Node) {
        guard let name = node["name"] else { return }
        if node.name == "list-style" {
            for level in node.children {
                guard let depth = level["level"].flatMap({ Int($0) }) else { continue }
                let isNumber = level.name == "list-level-style-number" && level["num-format"] != ""
                lists[name, default: [:]][depth] = .some(isNumber ? level["num-suffix"] ?? "." : nil)
            }
        } else if node.name == "style" {
            if let parent = node["parent-style-name"] { parents[name] = parent }
            if node["family"] == "table", node.first("table-properties")?["display"] == "false" {
                hiddenTables.insert(name)
            }
        }
    }
}
